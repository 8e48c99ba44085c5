import type { NormalisedLayer, NormalisedNetwork } from '../spec/normalised.ts';
import { product } from '../spec/shape.ts';
import { inferShapes } from '../spec/shapes.ts';
import type { Cost, StepCosts, TrainingBackendName, Work } from './choose.ts';
import { stepWork, type StepWork } from './stepWork.ts';
import { MOST_WEIGHTS } from './tiny.ts';

/** What each of these takes on a backend, in nanoseconds. */
interface Rates extends StepWork {
  /** What comes with each step, however small. */
  readonly step: number;
}

/**
 * Fitted to processor times of the networks in bench/backends on two cores, the smallest of up to two rounds (`npm run bench -- backends`;
 * graphs on native bindings: one round, one thread, after XLA was tried). What is recorded calls no operations of TF.js.
 */
const recorded: Readonly<Record<TrainingBackendName, Rates>> = {
  native: { step: 0, operations: 2_000, multiplyAdds: 0.08, values: 1.3, weights: 3.5 },
  wasm: { step: 0, operations: 0, multiplyAdds: 0.12, values: 0.9, weights: 2 },
  cpu: { step: 0, operations: 0, multiplyAdds: 0.85, values: 2.2, weights: 6 },
};
/** Native bindings are handed the weights anew at each step. */
const eager: Readonly<Record<TrainingBackendName, Rates>> = {
  native: { step: 4_600_000, operations: 23_000, multiplyAdds: 0.08, values: 1.6, weights: 23 },
  wasm: { step: 0, operations: 9_000, multiplyAdds: 0.12, values: 1.5, weights: 6 },
  cpu: { step: 0, operations: 9_000, multiplyAdds: 0.9, values: 5, weights: 6 },
};

/**
 * Multiply-adds for each operation of a step from which oneDNN's are sooner done, whose calls cost more. Measured with AVX2, one thread,
 * steps a second with it to those without: LSTM of 32 units (3,500) 0.6 to 0.7, two dense layers of 32 and 10 units (1,500) 0.8, LSTM of
 * 128 units (48,000) 1.1, MLP 784-128-10 (174,000) 1.1 to 1.2, convolutions of 8 and 16 filters (210,000) 3.4.
 */
const ONE_DNN_FROM = 20_000;
/** Without oneDNN TensorFlow has no dilated depthwise convolutions. */
const isConvolution = ({ type }: NormalisedLayer): boolean => /conv/i.test(type);

/** What native bindings take longer than the others to load; and their graphs to be made, tried and compiled, beside the first steps. */
const START = { load: 500_000_000, graphs: 700_000_000 };
/** So many steps go by operations before graphs do. */
const FIRST_STEPS = 4;

/**
 * What a training step takes on each backend: an estimate by the spec alone, never by timings.
 * @param isRecorded Whether steps run as they were recorded where they can be.
 * @param steps How many there will be, which share what comes before the first.
 */
export function workOfTraining(network: NormalisedNetwork, batchSize: number, isRecorded: boolean, steps: number): StepCosts {
  const work = stepWork(network, batchSize);
  const rates = isRecorded && network.layers.every(isRecordable) ? recorded : eager;
  const [native, byOperations] = [costOf(work, rates.native), costOf(work, eager.native)];
  const before = START.load + (rates === recorded ? START.graphs + FIRST_STEPS * (byOperations.alone + byOperations.shared) : 0);
  const alone = (cost: Cost): Cost => ({ alone: cost.alone + cost.shared, shared: 0 });
  return {
    native: { ...native, alone: native.alone + before / steps },
    wasm: alone(costOf(work, rates.wasm)),
    cpu: alone(costOf(work, rates.cpu)),
    byOperations,
    wantsOneDnn: work.multiplyAdds / work.operations >= ONE_DNN_FROM || network.layers.some(isConvolution),
  };
}

/** Threads share what is computed of numbers, not the calls. */
function costOf({ operations, weights, multiplyAdds, values }: StepWork, rates: Rates): Cost {
  return {
    alone: rates.step + operations * rates.operations + weights * rates.weights,
    shared: multiplyAdds * rates.multiplyAdds + values * rates.values,
  };
}

/** What it takes to answer, about, as it was recorded. */
export const nanosecondsOf = (backend: 'wasm' | 'cpu', { multiplyAdds, values }: Pick<StepWork, 'multiplyAdds' | 'values'>): number =>
  multiplyAdds * recorded[backend].multiplyAdds + values * recorded[backend].values;

/** A layer that carries its states from batch to batch, or has another shape at each step, is not recorded. */
const isRecordable = ({ type, options }: NormalisedLayer): boolean => options['stateful'] !== true && type !== 'randomWidth';

/**
 * Multiply-adds for a row up to which WebAssembly has answered a thousand rows before native bindings have loaded their library of
 * several hundred megabytes (about half a second).
 */
const MOST_MULTIPLY_ADDS = 5e6;

/** Which work it is to answer rows; how many there will be is not known. */
export function workOfAnswering(network: NormalisedNetwork): Work {
  if (isTiny(network)) return 'tiny';
  return stepWork(network, 1).multiplyAdds / 3 <= MOST_MULTIPLY_ADDS ? 'fewRows' : 'large';
}

/** Whether plain JavaScript answers rows as fast as they are read: few weights, each used once a row (no windows, no steps). */
function isTiny(network: NormalisedNetwork): boolean {
  const { nodes } = inferShapes(network);
  let weights = 0;
  for (const { id } of network.layers) {
    const node = nodes.get(id);
    if (node === undefined || node.inputShapes.some((shape) => shape.length > 2) || product(node.shape.slice(1)) === null) return false;
    for (const { shape } of node.weights) weights += product(shape) ?? Infinity;
  }
  return weights <= MOST_WEIGHTS;
}
