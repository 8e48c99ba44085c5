import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { UsageError } from '../errors.ts';
import { createRandom, deriveSeed } from '../random.ts';
import type { NormalisedInput, NormalisedLayer, NormalisedModel } from '../spec/normalised.ts';
import { createLayer, type Layer } from './createLayer.ts';
import { drawWeights } from './drawWeights.ts';
import { ownClassOf } from './registerLayer.ts';

/**
 * The tf.LayersModel of a checked spec. Its layers are named by their ids.
 * @param seed Decides all weights whose initializers have no seed of their own, each layer's apart from the others'.
 * @returns A model that the caller disposes. Nothing is left behind where building fails.
 * @throws UsageError where a registered class does not make or build its layer.
 */
export function toLayersModel(model: NormalisedModel, seed: number): LayersModel {
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  try {
    return build(model, seed);
  } catch (error) {
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) if (!before.has(name)) variable.dispose();
    throw error;
  }
}

function build({ name = 'network', network }: NormalisedModel, seed: number): LayersModel {
  const tensors = new Map<string, SymbolicTensor>();
  const layers = new Map<string, Layer>();
  const inputs = network.inputs.map(createInput);
  network.inputs.forEach(({ id }, i) => tensors.set(id, inputs[i]!));

  for (const layer of network.layers) {
    const random = createRandom(deriveSeed(seed, layer.id));
    attempt(layer, () => {
      const made = layers.get(layer.sharedWith ?? layer.id) ?? createLayer(layer.type, layer.id, layer.options);
      layers.set(layer.id, made);
      const from = layer.from.map((id) => tensors.get(id)!);
      tensors.set(
        layer.id,
        drawWeights(random, () => apply(made, from)),
      );
      if (layer.sharedWith === undefined && layer.options['weights'] !== undefined)
        setWeights(made, layer.options['weights'] as NestedNumbers[]);
      else if (readsLevels(layer, network.inputs)) clearFirst(made);
    });
  }
  const layersModel = tfl.model({ inputs, outputs: network.outputs.map(({ from }) => tensors.get(from)!), name });
  constrain(layersModel);
  return layersModel;
}

/**
 * Brings weights with a constraint within it. TF.js does so whenever it loads weights: only weights that are in bounds from the
 * start come back from a file as they were.
 */
function constrain({ weights }: LayersModel): void {
  tf.tidy(() => {
    for (const weight of weights) if (weight.constraint) weight.write(tf.clone(weight.read()));
  });
}

type NestedNumbers = readonly (number | NestedNumbers)[];

function createInput({ id, shape, dtype, batchSize }: NormalisedInput): SymbolicTensor {
  return tfl.input({ name: id, batchShape: [batchSize ?? null, ...shape], dtype: dtype as 'float32' });
}

/** Builds the layer where it is not built yet. The answer to several outputs (a state that is returned) is the first. */
function apply(layer: Layer, from: readonly SymbolicTensor[]): SymbolicTensor {
  let out: unknown;
  tf.tidy(() => {
    out = layer.apply(from.length === 1 ? from[0]! : [...from]);
  });
  // TF.js counts each use of a layer but forgets one only when a model is disposed: the weights of a shared layer would stay.
  (layer as unknown as { _refCount: number })._refCount = 1;
  return (Array.isArray(out) ? out[0] : out) as SymbolicTensor;
}

/** Whether it has numbers for each of the levels of an input. */
const readsLevels = ({ type, from, sharedWith }: NormalisedLayer, inputs: readonly NormalisedInput[]): boolean =>
  type === 'embedding' && sharedWith === undefined && inputs.some(({ id, levels }) => id === from[0] && levels !== undefined);

/**
 * The level of which nothing is known begins where all levels do on average, and stays there where no training row has it: numbers
 * drawn for it would say something of it.
 */
function clearFirst(layer: Layer): void {
  tf.tidy(() => {
    const [table] = layer.getWeights();
    const [rows, ...rest] = table!.shape;
    layer.setWeights([tf.concat([tf.zeros([1, ...rest]), tf.slice(table!, 1, rows! - 1)])]);
  });
}

function setWeights(layer: Layer, weights: readonly NestedNumbers[]): void {
  tf.tidy(() => layer.setWeights(weights.map((values) => tf.tensor(values as number[]) as Tensor)));
}

/**
 * A checked spec gives TF.js no reason to complain: where it does, the check is at fault, or a class of the program.
 * @throws UsageError where the layer is of one, or wraps one.
 */
function attempt(layer: NormalisedLayer, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const own = ownClassOf(layer);
    if (own !== undefined) {
      const fix = 'mend its build or computeOutputShape, or what registerLayer was told of its shapes and weights';
      const expected = 'a layer that builds where the spec has it';
      throw new UsageError(`layer "${layer.id}"`, [{ path: `class ${own.name}`, expected, received: String(error), fix }]);
    }
    throw new Error(`internal: TF.js refuses ${layer.path} ${layer.type}, which the check let through: ${String(error)}`, { cause: error });
  }
}
