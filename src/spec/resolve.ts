import type { Issue } from '../errors.ts';
import { readColumns, type Columns } from './columns.ts';
import { defaultLayers } from './defaultNetwork.ts';
import type { Feature } from './features.ts';
import { forecastLayers } from './forecast/defaultLayers.ts';
import { addForecastHead } from './forecast/head.ts';
import { checkEmbeddings } from './front.ts';
import { matchOutputs } from './matchOutputs.ts';
import { readGraph, type Graph } from './graph.ts';
import { checkBeforeHead, checkSoftmax, checkWrittenHead, headFor, type End } from './head.ts';
import { isKnownInput } from './inputs.ts';
import { baseOptions } from './layers/baseOptions.ts';
import { findKind } from './layers/find.ts';
import { isObject } from './network.ts';
import type { KnownColumns, NormalisedLayer, NormalisedModel, NormalisedNetwork } from './normalised.ts';
import { join, normaliseOptions } from './option.ts';
import { lastActivation } from './outputRange.ts';
import { isLayerName } from './placement.ts';
import { inferShapes } from './shapes.ts';
import { readTraining } from './trainingRules.ts';

/** A model as it was written, and where its network was: `network`, or nothing for a bare one. */
export interface WrittenModel {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly networkPath: string;
  /** What is wrong with each part by itself. */
  readonly found: readonly Issue[];
  readonly known: KnownColumns | undefined;
}

/** Checks the parts of a spec against each other and derives what was left out. The model is there if nothing is wrong. */
export function resolveModel({ spec, networkPath, found, known }: WrittenModel): {
  readonly issues: readonly Issue[];
  readonly model?: NormalisedModel;
} {
  const wrong = (path: string) =>
    found.some((issue) => issue.path === path || issue.path.startsWith(`${path}.`) || issue.path.startsWith(`${path}[`));
  const columns = readColumns(spec, known, wrong);
  const isForecast = spec.forecast !== undefined;
  const readsRows = spec.features !== undefined || isForecast;
  const isLeftOut = spec.network === undefined && readsRows && spec.target !== undefined;
  if (spec.network === undefined && !isLeftOut) {
    const fix = 'give it, or features and target, for which one is made';
    return {
      issues: [
        ...columns.issues,
        { path: networkPath, expected: 'a network, such as { "input": [4], "layers": [...] }', received: 'nothing', fix },
      ],
    };
  }
  const written = isLeftOut ? { layers: isForecast ? forecastLayers : defaultLayers } : spec.network;
  if (!isObject(written) || !Array.isArray(written.layers)) return { issues: columns.issues };

  const read = readGraph(written, {
    isLeftOut,
    path: networkPath,
    made: columns.inputs,
    features: columns.features as Readonly<Record<string, Feature>> | undefined,
    isForecast: columns.forecast !== undefined,
    target: spec.target === undefined ? undefined : columns.goals.length === 1 ? columns.goals[0]!.path : 'target',
    wrong,
  });
  if (!read.graph) return { issues: [...columns.issues, ...read.issues] };

  const { goals } = columns;
  const derived = written.outputs === undefined && goals.length > 0;
  const matched = derived ? undefined : matchOutputs(read.graph.outputs, goals, written.outputs, join(networkPath, 'outputs'));
  const network: NormalisedNetwork = matched ? { ...pick(read.graph), outputs: matched.outputs } : addHeads(read.graph, columns);
  const { nodes, issues: shapes } = inferShapes(network, {
    ...read.graph,
    closed: columns.inputs?.every(isKnownInput) ?? true,
  });
  const { faulty, unknown } = read.graph;
  const sound = new Map(network.layers.filter(({ id }) => !faulty.has(id) && !unknown.has(id)).map((layer) => [layer.id, layer]));
  const ends = (derived ? read.graph : network).outputs.map(({ from }) => ({
    place: placeOf(network.layers.find((layer) => layer.id === from)!),
    shape: nodes.get(from)?.shape,
    last: lastActivation(from, sound),
  }));

  const heads = ends.map((end, i) => {
    const goal = matched?.issues.length === 0 ? goals[i] : undefined;
    return derived ? checkBeforeHead(end) : [...(goal ? checkWrittenHead(end, goal) : []), ...checkSoftmax(end)];
  });
  if (matched) heads.push(matched.issues);
  const outputs: readonly End[] = derived
    ? network.outputs.map(({ from }, i) => ({ place: goals[i]!.path, shape: nodes.get(from)?.shape, last: lastActivation(from, sound) }))
    : ends;
  const trained = readTraining(spec.training, {
    goals,
    rows: readsRows,
    outputs,
    network,
    sound: heads.every((issues) => issues.length === 0),
    wrong,
  });

  const issues = [
    ...columns.issues,
    ...read.issues,
    ...shapes,
    ...checkEmbeddings(network.inputs, network.layers),
    ...heads.flat(),
    ...trained.issues,
  ];
  if (issues.length > 0 || found.length > 0 || !trained.training) return { issues };
  const { name, notes } = spec;
  const { forecast, features, target } = columns;
  return {
    issues,
    model: {
      netspec: 1,
      ...(typeof name === 'string' ? { name } : {}),
      ...(isObject(notes) ? { notes: notes as Readonly<Record<string, string>> } : {}),
      ...(forecast ? { forecast } : {}),
      ...(features ? { features } : {}),
      ...(target ? { target } : {}),
      network,
      training: forecast ? { ...trained.training, split: { type: 'time', column: forecast.time } } : trained.training,
    },
  };
}

const pick = ({ inputs, layers, outputs }: Graph): NormalisedNetwork => ({ inputs, layers, outputs });
const placeOf = ({ path, type }: NormalisedLayer) => `${path} ${type}`;

/** The network with the dense layers that answer for the targets behind it. */
function addHeads(graph: Graph, { goals, forecast }: Columns): NormalisedNetwork {
  if (forecast && goals.length === 1) return addForecastHead(graph, goals[0]!, forecast);
  const dense = findKind('dense')!;
  const from = graph.outputs[0]?.from ?? (graph.layers.length === 0 ? graph.inputs[0]?.id : undefined);
  const taken = new Set([...graph.inputs, ...graph.layers].map(({ id }) => id));
  const heads = goals.map((goal): NormalisedLayer => {
    const { units, activation } = headFor(goal);
    const id = goals.length === 1 ? 'head' : headId(goal.column, taken);
    taken.add(id);
    return {
      id,
      type: dense.type,
      from: from === undefined ? [] : [from],
      options: { ...normaliseOptions({ units: 1, activation }, { ...dense.options, ...baseOptions }), units },
      path: goal.path,
    };
  });
  const outputs = heads.map(({ id }, i) => ({ name: goals.length === 1 ? id : goals[i]!.column, from: id }));
  return { inputs: graph.inputs, layers: [...graph.layers, ...heads], outputs };
}

/** The name of the column, where a layer may have it. */
function headId(column: string, taken: ReadonlySet<string>): string {
  if (isLayerName(column) && !taken.has(column)) return column;
  for (let count = 1; ; count++) if (!taken.has(`head_${count}`)) return `head_${count}`;
}
