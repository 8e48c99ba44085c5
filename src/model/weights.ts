import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { heapValues } from '../backend/wasm/heap.ts';

/**
 * Copies of all weights of a model, in its order.
 * @param into Arrays to be written over and given back, where they are as long: what is frozen meanwhile has another place. Default: new
 * ones.
 */
export const readWeights = (layersModel: LayersModel, into: readonly Float32Array[] = []): Float32Array[] =>
  layersModel.weights.map((weight, i) => {
    const variable = weight.read();
    // On WebAssembly dataSync would be a copy itself.
    const values = (variable.dtype === 'float32' ? heapValues(variable) : undefined) ?? variable.dataSync();
    const given = into[i];
    const copy = given?.length === values.length ? given : new Float32Array(values.length);
    copy.set(values);
    return copy;
  });

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
