import { show, type Issue } from '../errors.ts';
import { expand, type FlatLayer } from './expand.ts';
import type { Feature } from './features.ts';
import { forecastFront } from './forecast/front.ts';
import { forecastHeadIds } from './forecast/head.ts';
import { LAST } from './forecast/options.ts';
import { frontOf, gatherReads, readFront } from './front.ts';
import { makeInput, readInputs } from './inputs.ts';
import { isProblem } from './kind.ts';
import { networkOptions } from './network.ts';
import type { NormalisedInput, NormalisedLayer, NormalisedOutput } from './normalised.ts';
import { join } from './option.ts';
import { findOutputs } from './outputs.ts';
import { countLayers, mostLayers, readTree } from './tree.ts';
import { wire, type WiredLayer } from './wiring.ts';

/** A network as a flat list in order, as far as mistakes let it be known. */
export interface Graph {
  readonly inputs: readonly NormalisedInput[];
  readonly layers: readonly NormalisedLayer[];
  readonly outputs: readonly NormalisedOutput[];
  /** Inputs and layers whose shape mistakes leave unknown. */
  readonly unknown: ReadonlySet<string>;
  /** Layers with mistakes of their own. */
  readonly faulty: ReadonlySet<string>;
  /** Layers that close a residual. */
  readonly residuals: ReadonlySet<string>;
}

/** What the rest of the spec says about the network. */
interface Context {
  /** Where the network was written: `network`, or nothing for a bare one. */
  readonly path: string;
  /** Nothing of the network was written. */
  readonly isLeftOut: boolean;
  /** The inputs that the features become; null is a size that only the data tell. Undefined without features. */
  readonly made: readonly NormalisedInput[] | undefined;
  readonly features: Readonly<Record<string, Feature>> | undefined;
  /** It forecasts: the inputs are windows of series. */
  readonly isForecast: boolean;
  /** Where the target was written, if there is one. */
  readonly target: string | undefined;
  /** Whether something at this path is wrong and told. */
  wrong(path: string): boolean;
}

/** Options by which a first layer tells the input, as in TF.js. */
const inputKeys: readonly string[] = ['inputShape', 'batchInputShape', 'batchSize', 'inputDType'];

/** Writes out shorthand, finds the inputs, wires the layers and finds the outputs. */
export function readGraph(
  network: Readonly<Record<string, unknown>>,
  context: Context,
): { readonly graph?: Graph; readonly issues: readonly Issue[] } {
  const { path, isLeftOut, made, features, isForecast, target, wrong } = context;
  const place = (name: string) => join(path, name);
  const written = network.layers as readonly unknown[];
  const tree = readTree(written, place('layers'));
  const issues: Issue[] = [...tree.issues];
  if (countLayers(tree.nodes) > mostLayers) {
    issues.push({ path: place('layers'), expected: `at most ${mostLayers} layers in all`, received: String(countLayers(tree.nodes)) });
    return { issues };
  }

  const isMade = network.input === undefined && network.inputs === undefined && made !== undefined && features !== undefined;
  const makeFront = () => (isForecast ? forecastFront(made!, readsOf(written)) : frontOf(features!, made!, written, isLeftOut));
  const front = isMade ? readFront(makeFront()) : [];
  const flat = expand([...front, ...tree.nodes]);
  const first = flat.layers[0];
  const read = readInputs({ network, path, faulty: wrong(place('input')) || wrong(place('inputs')), made, first });
  const own =
    target !== undefined && network.outputs === undefined
      ? new Map((isForecast ? forecastHeadIds : ['head']).map((id) => [id, `the head made for ${target}`]))
      : new Map<string, string>();
  const wired = wire(flat, { inputs: read.paths, reserved: own, uncertain: read.uncertain });
  const inputLayers = wired.layers.filter(readsNothing);
  const layers = wired.layers.filter((layer) => !readsNothing(layer));
  const paths = new Map([...read.paths, ...inputLayers.map((layer) => [layer.id, layer.flat.path] as const)]);
  const names =
    network.outputs === undefined || wrong(place('outputs')) ? undefined : networkOptions.outputs.normalise(network.outputs as string);
  const wiring = { layers, ids: wired.ids, inputs: paths, uncertain: read.uncertain, readByHead: isForecast ? [LAST] : [] };
  const ends = findOutputs(wiring, names, place('outputs'));

  issues.push(...flat.issues, ...read.issues, ...wired.issues, ...checkInputKeys(flat.layers), ...ends.issues);
  const starts = inputLayers.flatMap((layer) => readInputLayer(layer, issues));
  if (layers.length === 0 && target === undefined) {
    issues.push({ path: place('layers'), expected: 'one layer at least', received: '[]' });
  }
  return {
    issues,
    graph: {
      inputs: [...read.inputs, ...starts],
      layers: layers.map(toNormalised),
      outputs: ends.outputs,
      unknown: new Set([...read.unknown, ...layers.filter((layer) => !layer.options || !layer.from).map((layer) => layer.id)]),
      faulty: new Set(layers.filter((layer) => layer.flat.faulty).map((layer) => layer.id)),
      residuals: new Set(layers.filter((layer) => layer.flat.residual).map((layer) => layer.id)),
    },
  };
}

function readsOf(layers: readonly unknown[]): ReadonlySet<string> {
  const read = new Set<string>();
  gatherReads(layers, read);
  return read;
}

const readsNothing = (layer: WiredLayer): boolean => layer.kind?.reads === 'none';

/** A layer that is an input. */
function readInputLayer({ id, kind, options, flat }: WiredLayer, issues: Issue[]): readonly NormalisedInput[] {
  if (!kind || !options) return [];
  const shape = kind.outputShape([], options);
  if (!isProblem(shape)) return [makeInput(id, shape, options)];
  const { option, ...problem } = shape;
  issues.push({ path: option === undefined ? `${flat.path} ${kind.type}` : join(flat.path, option), ...problem });
  return [];
}

function toNormalised({ id, flat, kind, options = {}, from = [], sharedWith }: WiredLayer): NormalisedLayer {
  return {
    id,
    type: kind?.type ?? flat.type,
    from,
    options: Object.fromEntries(Object.entries(options).filter(([name]) => !inputKeys.includes(name))),
    ...(sharedWith === undefined ? {} : { sharedWith }),
    path: flat.path,
  };
}

/** Only a first layer tells the input, and then whole. */
function checkInputKeys(flats: readonly FlatLayer[]): readonly Issue[] {
  return flats.flatMap(({ kind, options = {}, path }, i) => {
    if (kind?.reads === 'none') return [];
    const given = inputKeys.filter((name) => options[name] !== undefined);
    if (i === 0 && (given.includes('inputShape') || given.includes('batchInputShape'))) return [];
    const expected = i === 0 ? 'inputShape beside it' : 'nothing: only the first layer tells what goes in';
    const fix = i === 0 ? 'write it in the "input" of the network' : 'leave it out';
    return given.map((name) => ({ path: join(path, name), expected, received: show(options[name]), fix }));
  });
}
