import type { Issue } from '../errors.ts';
import { readColumns, type Goal } from './columns.ts';
import { defaultLayers } from './defaultNetwork.ts';
import type { Feature } from './features.ts';
import { readGraph, type Graph } from './graph.ts';
import { checkBeforeHead, checkSoftmax, checkWrittenHead, headFor, type End } from './head.ts';
import { baseOptions } from './layers/baseOptions.ts';
import { findKind } from './layers/find.ts';
import { isObject } from './network.ts';
import type { KnownColumns, NormalisedLayer, NormalisedModel, NormalisedNetwork } from './normalised.ts';
import { join, normaliseOptions } from './option.ts';
import { lastActivation } from './outputRange.ts';
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
  const isLeftOut = spec.network === undefined && spec.features !== undefined && spec.target !== undefined;
  if (spec.network === undefined && !isLeftOut) {
    const fix = 'give it, or features and target, for which one is made';
    return {
      issues: [
        ...columns.issues,
        { path: networkPath, expected: 'a network, such as { "input": [4], "layers": [...] }', received: 'nothing', fix },
      ],
    };
  }
  const written = isLeftOut ? { layers: defaultLayers } : spec.network;
  if (!isObject(written) || !Array.isArray(written.layers)) return { issues: columns.issues };

  const read = readGraph(written, {
    isLeftOut,
    path: networkPath,
    made: columns.inputs,
    features: columns.features as Readonly<Record<string, Feature>> | undefined,
    target: spec.target === undefined ? undefined : (columns.goal?.path ?? 'target'),
    wrong,
  });
  if (!read.graph) return { issues: [...columns.issues, ...read.issues] };

  const { goal } = columns;
  const derived = written.outputs === undefined && goal !== undefined;
  const network: NormalisedNetwork = derived ? addHead(read.graph, goal) : pick(read.graph);
  const { nodes, issues: shapes } = inferShapes(network, {
    ...read.graph,
    closed: columns.inputs?.every(({ shape }) => !shape.includes(null)) ?? true,
  });
  const { faulty, unknown } = read.graph;
  const sound = new Map(network.layers.filter(({ id }) => !faulty.has(id) && !unknown.has(id)).map((layer) => [layer.id, layer]));
  const ends = (derived ? read.graph : network).outputs.map(({ from }) => ({
    place: placeOf(network.layers.find((layer) => layer.id === from)!),
    shape: nodes.get(from)?.shape,
    last: lastActivation(from, sound),
  }));

  const heads = ends.map((end) => (derived ? checkBeforeHead(end) : [...(goal ? checkWrittenHead(end, goal) : []), ...checkSoftmax(end)]));
  if (goal && ends.length > 1) {
    heads.push([{ path: join(networkPath, 'outputs'), expected: 'one output, for the target', received: String(ends.length) }]);
  }
  const outputs: readonly End[] = derived
    ? network.outputs.map(({ from }) => ({ place: goal.path, shape: nodes.get(from)?.shape, last: lastActivation(from, sound) }))
    : ends;
  const trained = readTraining(spec.training, {
    goal,
    rows: spec.features !== undefined,
    outputs,
    sound: heads.every((issues) => issues.length === 0),
    wrong,
  });

  const issues = [...columns.issues, ...read.issues, ...shapes, ...heads.flat(), ...trained.issues];
  if (issues.length > 0 || found.length > 0 || !trained.training) return { issues };
  const { name, notes } = spec;
  const { features, target } = columns;
  return {
    issues,
    model: {
      netspec: 1,
      ...(typeof name === 'string' ? { name } : {}),
      ...(isObject(notes) ? { notes: notes as Readonly<Record<string, string>> } : {}),
      ...(features ? { features } : {}),
      ...(target ? { target } : {}),
      network,
      training: trained.training,
    },
  };
}

const pick = ({ inputs, layers, outputs }: Graph): NormalisedNetwork => ({ inputs, layers, outputs });
const placeOf = ({ path, type }: NormalisedLayer) => `${path} ${type}`;

/** The network with the dense layer that answers for the target behind it. */
function addHead(graph: Graph, goal: Goal): NormalisedNetwork {
  const { units, activation } = headFor(goal);
  const dense = findKind('dense')!;
  const from = graph.outputs[0]?.from ?? (graph.layers.length === 0 ? graph.inputs[0]?.id : undefined);
  const head: NormalisedLayer = {
    id: 'head',
    type: dense.type,
    from: from === undefined ? [] : [from],
    options: { ...normaliseOptions({ units: 1, activation }, { ...dense.options, ...baseOptions }), units },
    path: goal.path,
  };
  return { inputs: graph.inputs, layers: [...graph.layers, head], outputs: [{ name: head.id, from: head.id }] };
}
