import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';

/** Copies of all weights of a model, in its order. */
export const readWeights = (layersModel: LayersModel): Float32Array[] =>
  layersModel.getWeights().map((weight) => Float32Array.from(weight.dataSync()));

/**
 * Gives a model the weights that `readWeights` read, bit for bit: TF.js's `setWeights` puts them within their constraints once more,
 * which for norms changes the last digits of what is within them.
 */
export function writeWeights(layersModel: LayersModel, weights: readonly Float32Array[]): void {
  tf.tidy(() => {
    layersModel.weights.forEach((weight, i) => {
      const variable = weight.read() as Variable;
      variable.assign(tf.tensor(weights[i]!.slice(), variable.shape, variable.dtype));
    });
  });
}
