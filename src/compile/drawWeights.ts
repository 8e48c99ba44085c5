import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { createRandom, withSeededRandom, type Random } from '../random.ts';
import { orthogonalValues } from './orthogonal.ts';

interface Orthogonal {
  readonly gain: number;
  readonly seed?: number;
  apply(shape: readonly number[]): Tensor;
}

/**
 * Runs `build`, in which TF.js makes the weights of a layer. Initializers without a seed of their own, or with 0, which TF.js takes
 * for none, draw from `random`; the layer keeps no trace of it.
 */
export function drawWeights<T>(random: Random, build: () => T): T {
  const prototype = Object.getPrototypeOf(tfl.initializers.orthogonal({})) as Orthogonal;
  const { apply } = prototype;
  prototype.apply = function (shape) {
    return tf.tensor(orthogonalValues(shape, this.gain, this.seed ? createRandom(this.seed) : random), [...shape]);
  };
  try {
    return withSeededRandom(random, build);
  } finally {
    prototype.apply = apply;
  }
}
