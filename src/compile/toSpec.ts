import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tfl } from '#tf';
import { SpecError, show, type Issue } from '../errors.ts';
import type { InputSpec, LayerSpec, NetworkSpec } from '../spec/network.ts';
import { checkModel } from '../spec/parse.ts';
import type { Shape } from '../spec/shape.ts';
import type { Layer } from './createLayer.ts';
import { writeLayerOptions, type ClassConfig } from './layerSpec.ts';

/**
 * The spec of a tf.LayersModel whose layers are known: `compile(toSpec(model))` has the same layers, options, names and
 * connections, with weights of its own. Options that have their defaults are left out; models inside the model are written out
 * into its layers. A spec reads the first output of a layer alone, so a model that reads the states of a recurrent one has no spec.
 * @throws SpecError where a layer is not known, or the model does what no spec can say.
 */
export function toSpec(model: LayersModel): NetworkSpec {
  if (!((model as unknown) instanceof tfl.LayersModel)) {
    throw new SpecError('the model', [{ path: 'model', expected: 'a tf.LayersModel', received: show(model) }]);
  }
  const inputs = readInputs(model);
  const graph: Graph = { layers: [], ids: new Set(inputs.map(({ id }) => id)), first: new Map(), issues: [] };
  const outputs = writeContainer(
    model,
    inputs.map(({ id }) => id),
    { graph, frozen: false },
  );
  const spec = { ...writeInputs(inputs), layers: leaveOutDefaults(graph.layers, inputs), ...writeOutputs(outputs, graph) };
  const issues = graph.issues.length > 0 ? graph.issues : checkModel(spec);
  if (issues.length > 0) throw new SpecError(`the model ${show(model.name)}`, issues);
  return spec;
}

interface WrittenLayer {
  readonly type: string;
  readonly id: string;
  readonly from: readonly string[];
  readonly [option: string]: unknown;
}

interface Graph {
  readonly layers: WrittenLayer[];
  /** Those in use. */
  readonly ids: Set<string>;
  /** The id under which a layer was written first: every further use of it is a shared one. */
  readonly first: Map<Layer, string>;
  readonly issues: Issue[];
}

interface Place {
  readonly graph: Graph;
  /** The layers are inside a model that is not trained. */
  readonly frozen: boolean;
}

/** A node of a layer and one of its tensors: [name, node, tensor, arguments of the call]. */
type Reference = readonly [string, number, number, object?];
interface LayerConfig extends ClassConfig {
  readonly name: string;
  readonly inboundNodes: readonly (readonly Reference[])[];
}
interface FunctionalConfig {
  readonly layers: readonly LayerConfig[];
  readonly inputLayers: readonly Reference[];
  readonly outputLayers: readonly Reference[];
}

const isContainer = (layer: Layer): layer is LayersModel => Array.isArray((layer as Partial<LayersModel>).layers);

/** Writes the layers of a model that reads `inputs`; answers the ids of its outputs. */
function writeContainer(model: LayersModel, inputs: readonly string[], { graph, frozen }: Place): readonly string[] {
  const place = { graph, frozen: frozen || !model.trainable };
  if (model.getClassName() === 'Sequential') {
    return model.layers.reduce((from, layer) => writeLayer(layer, from, place), inputs);
  }
  const { layers, inputLayers, outputLayers } = model.getConfig() as unknown as FunctionalConfig;
  const byName = new Map(model.layers.map((layer) => [layer.name, layer]));
  const written = new Map<string, string>();
  const keyOf = ([name, node, tensor]: Reference) => JSON.stringify([name, node, tensor]);
  inputLayers.forEach((reference, i) => written.set(keyOf(reference), inputs[i]!));

  let nodes = layers.flatMap(({ name, inboundNodes }) => {
    const layer = byName.get(name)!;
    // TF.js counts the inside of a model as its node 0.
    return inboundNodes.map((reads, i) => ({ layer, reads, index: isContainer(layer) ? i + 1 : i }));
  });
  while (nodes.length > 0) {
    const ready = nodes.find(({ reads }) => reads.every((reference) => written.has(keyOf(reference))));
    if (ready === undefined) break;
    const { layer, reads, index } = ready;
    checkCall(layer, reads, graph);
    const from = reads.map((reference) => written.get(keyOf(reference))!);
    writeLayer(layer, from, place).forEach((id, tensor) => written.set(keyOf([layer.name, index, tensor]), id));
    nodes = nodes.filter((node) => node !== ready);
  }
  const states = [...nodes.flatMap(({ reads }) => reads), ...outputLayers].filter(([, , tensor]) => tensor > 0);
  for (const reference of states) if (!written.has(keyOf(reference))) graph.issues.push(readsState(reference));
  return outputLayers.flatMap((reference) => written.get(keyOf(reference)) ?? []);
}

/** Writes one use of a layer; answers the ids of what comes out of it. */
function writeLayer(layer: Layer, from: readonly string[], { graph, frozen }: Place): readonly string[] {
  if (isContainer(layer)) return writeContainer(layer, from, { graph, frozen });
  const className = layer.getClassName();
  if (className === 'InputLayer') return from;
  const of = graph.first.get(layer);
  const id = uniqueId(layer.name, graph.ids);
  if (of !== undefined) {
    graph.layers.push({ type: 'shared', id, from, of });
    return [id];
  }
  graph.first.set(layer, id);
  const options = writeLayerOptions({ className, config: layer.getConfig() }, `layer ${show(layer.name)}`, graph.issues);
  graph.layers.push({ ...options, id, from, ...(frozen ? { trainable: false } : {}) });
  return [id];
}

/** The name, or where that is taken, the name and a number. */
function uniqueId(name: string, ids: Set<string>): string {
  let id = name;
  for (let count = 2; ids.has(id); count++) id = `${name}_${count}`;
  ids.add(id);
  return id;
}

/** Arguments of a call, such as `training: true`, have no place in a spec. TF.js itself adds the mask. */
function checkCall(layer: Layer, reads: readonly Reference[], { issues }: Graph): void {
  const given = Object.entries(reads[0]?.[3] ?? {}).find(([name, value]) => name !== 'mask' && value !== undefined && value !== null);
  if (given === undefined) return;
  const received = `${given[0]}: ${show(given[1])}`;
  issues.push({ path: `layer ${show(layer.name)}`, expected: 'a layer that is called with its input only', received });
}

const readsState = ([name, , tensor]: Reference): Issue => ({
  path: `layer ${show(name)}`,
  expected: 'its first output to be read, since a spec names no other',
  received: `output ${tensor}`,
});

interface WrittenInput {
  readonly id: string;
  readonly spec: InputSpec;
}

function readInputs(model: LayersModel): readonly WrittenInput[] {
  const tensors = (model.inputs as readonly SymbolicTensor[] | undefined) ?? [];
  if (tensors.length === 0) {
    throw new SpecError(`the model ${show(model.name)}`, [{ path: 'layers', expected: 'one layer at least', received: 'none' }]);
  }
  return tensors.map(({ shape: [batchSize, ...shape], dtype }, i) => ({
    // A Sequential makes its input itself and gives it a name that nobody sees.
    id: model.getClassName() === 'Sequential' ? 'input' : model.inputNames[i]!,
    spec: writeInput(shape, dtype, batchSize),
  }));
}

function writeInput(shape: Shape, dtype: string, batchSize: number | null | undefined): InputSpec {
  if (dtype === 'float32' && !batchSize) return shape;
  return { shape, ...(dtype === 'float32' ? {} : { dtype: dtype as 'int32' | 'bool' }), ...(batchSize ? { batchSize } : {}) };
}

function writeInputs(inputs: readonly WrittenInput[]): Pick<NetworkSpec, 'input' | 'inputs'> {
  const [first] = inputs;
  if (inputs.length === 1 && first!.id === 'input') return { input: first!.spec };
  return { inputs: Object.fromEntries(inputs.map(({ id, spec }) => [id, spec])) };
}

function writeOutputs(outputs: readonly string[], { layers, issues }: Graph): Pick<NetworkSpec, 'outputs'> {
  if (outputs.length === 1 && outputs[0] === layers.at(-1)?.id) return {};
  const twice = outputs.find((id, i) => outputs.indexOf(id) < i);
  if (twice !== undefined) issues.push({ path: 'outputs', expected: 'each layer once', received: `${show(twice)} twice` });
  return { outputs };
}

/** Leaves out ids that a layer gets anyhow, and what it reads where that is the layer before or the only input. */
function leaveOutDefaults(layers: readonly WrittenLayer[], inputs: readonly WrittenInput[]): readonly LayerSpec[] {
  const counts = new Map<string, number>();
  return layers.map(({ id, from, type, ...options }, i) => {
    const count = (counts.get(type) ?? 0) + 1;
    const isUsual = id === `${type}_${count}`;
    if (isUsual) counts.set(type, count);
    const before = layers[i - 1]?.id ?? (inputs.length === 1 ? inputs[0]!.id : undefined);
    const readsBefore = from.length === 1 && from[0] === before;
    const place = { ...(isUsual ? {} : { id }), ...(readsBefore ? {} : { from: from.length === 1 ? from[0]! : from }) };
    return { type, ...place, ...options } as LayerSpec;
  });
}
