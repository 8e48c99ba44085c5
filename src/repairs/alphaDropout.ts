import type { Tensor } from '@tensorflow/tfjs-core';
import { layerPrototype, onlyTensor, type LayerPrototype, type Tf } from './layerClass.ts';

/** What a selu answers far below 0 (Klambauer et al. 2017). */
const LOWEST = -1.7580993408473766;

/** What kept values are scaled by, so that variance stays 1. */
export const alphaScale = (rate: number): number => ((1 - rate) * (1 + rate * LOWEST ** 2)) ** -0.5;

/**
 * Sets values to the lowest, scaled and shifted so that mean 0 and variance 1 stay.
 * @param mask 0 where a value is dropped, else `alphaScale(rate)`.
 */
export const dropToLowest = (tf: Tf, x: Tensor, mask: Tensor, rate: number): Tensor =>
  tf.add(tf.mul(tf.sub(x, LOWEST), mask), LOWEST * (1 - rate) * alphaScale(rate));

/** Mends `alphaDropout` of TF.js 4.22, which sets what it drops to the lowest value with the wrong sign: the mean does not stay. */
export function repairAlphaDropout(tf: Tf): void {
  type AlphaDropout = LayerPrototype & {
    readonly rate: number;
    _getNoiseShape(inputs: Tensor | Tensor[]): number[];
  };
  const prototype = layerPrototype(tf, 'AlphaDropout') as AlphaDropout;
  const { call } = prototype;
  prototype.call = function (this: AlphaDropout, inputs, options) {
    const { rate } = this;
    const { training } = options as { readonly training?: unknown };
    if (!training || rate <= 0 || rate >= 1) return call.call(this, inputs, options);
    return tf.tidy(() => {
      const kept = tf.cast(tf.greaterEqual(tf.randomUniform(this._getNoiseShape(inputs)), rate), 'float32');
      return dropToLowest(tf, onlyTensor(inputs), tf.mul(kept, alphaScale(rate)), rate);
    });
  };
}
