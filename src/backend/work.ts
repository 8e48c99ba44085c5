import type { NormalisedLayer, NormalisedNetwork } from '../spec/normalised.ts';
import { product } from '../spec/shape.ts';
import { inferShapes } from '../spec/shapes.ts';
import type { Cost, StepCosts, Work } from './choose.ts';
import { stepWork, type StepWork } from './stepWork.ts';
import { MOST_WEIGHTS } from './tiny.ts';

/** What each of these takes on a backend, in nanoseconds; there `threads` share multiply-adds and values, or one thread does all. */
interface Rates extends StepWork {
  readonly threads: boolean;
}

/**
 * Fitted to processor times of the networks in bench/backends (`npm run bench -- backends`). Native bindings are handed the weights anew
 * at each step; what is recorded calls no operations of TF.js.
 */
const native: Rates = { operations: 60_000, multiplyAdds: 0.07, values: 2, weights: 20, threads: true };
const recorded: Readonly<Record<'wasm' | 'cpu', Rates>> = {
  wasm: { operations: 0, multiplyAdds: 0.13, values: 0.7, weights: 2, threads: false },
  cpu: { operations: 0, multiplyAdds: 1, values: 2, weights: 4, threads: false },
};
const eager: Readonly<Record<'wasm' | 'cpu', Rates>> = {
  wasm: { operations: 20_000, multiplyAdds: 0.13, values: 1, weights: 2, threads: false },
  cpu: { operations: 20_000, multiplyAdds: 1, values: 2, weights: 4, threads: false },
};

/**
 * What a training step takes on each backend: an estimate by the spec alone, never by timings.
 * @param isRecorded Whether steps run as they were recorded where they can be, on WebAssembly and in plain JavaScript.
 */
export function workOfTraining(network: NormalisedNetwork, batchSize: number, isRecorded: boolean): StepCosts {
  const work = stepWork(network, batchSize);
  const { wasm, cpu } = isRecorded && network.layers.every(isRecordable) ? recorded : eager;
  return { native: costOf(work, native), wasm: costOf(work, wasm), cpu: costOf(work, cpu) };
}

function costOf(work: StepWork, rates: Rates): Cost {
  const calls = work.operations * rates.operations + work.weights * rates.weights;
  const numbers = work.multiplyAdds * rates.multiplyAdds + work.values * rates.values;
  return rates.threads ? { alone: calls, shared: numbers } : { alone: calls + numbers, shared: 0 };
}

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
