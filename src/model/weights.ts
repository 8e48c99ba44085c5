import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';

/** Copies of all weights of a model, in its order. */
export const readWeights = (layersModel: LayersModel): Float32Array[] =>
  layersModel.getWeights().map((weight) => Float32Array.from(weight.dataSync()));

/** Gives a model the weights that `readWeights` read. */
export function writeWeights(layersModel: LayersModel, weights: readonly Float32Array[]): void {
  tf.tidy(() => {
    layersModel.setWeights(layersModel.getWeights().map(({ shape, dtype }, i) => tf.tensor(weights[i]!.slice(), shape, dtype)));
  });
}
