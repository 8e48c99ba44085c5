import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Model } from 'netspec';

/** How often TF.js's operations answer a batch from now on. */
export function countEager({ layersModel }: Model): { readonly count: number } {
  const counter = { count: 0 };
  const { predictOnBatch } = layersModel;
  layersModel.predictOnBatch = function (this: LayersModel, ...given) {
    counter.count++;
    return predictOnBatch.apply(this, given);
  };
  return counter;
}
