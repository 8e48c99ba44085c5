import type { NormalisedNetwork } from '../spec/normalised.ts';
import { product } from '../spec/shape.ts';
import { inferShapes } from '../spec/shapes.ts';
import type { Work } from './choose.ts';
import { stepWork } from './stepWork.ts';
import { MOST_WEIGHTS } from './tiny.ts';

/**
 * By how much native bindings are slower than WebAssembly for each operation and each weight, which they are handed anew at each step,
 * and WebAssembly slower for each multiply-add and value, in nanoseconds: fitted to processor times of the networks in
 * bench/backends on two cores (`npm run bench -- backends`).
 */
const NATIVE_OPERATION = 18_000;
const NATIVE_WEIGHT = 3;
const WASM_MULTIPLY_ADD = 0.07;
const WASM_VALUE = 1.2;

/** Which work a training step by TF.js's operations is: an estimate by the spec alone, never by timings. */
export function workOfTraining(network: NormalisedNetwork, batchSize: number): Work {
  const { operations, weights, multiplyAdds, values } = stepWork(network, batchSize);
  const isSmall = operations * NATIVE_OPERATION + weights * NATIVE_WEIGHT > multiplyAdds * WASM_MULTIPLY_ADD + values * WASM_VALUE;
  return isSmall ? 'smallSteps' : 'large';
}

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
