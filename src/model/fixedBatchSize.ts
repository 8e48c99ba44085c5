import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Rows of every batch, where an input of the network fixes it; else undefined. */
export const fixedBatchSize = (layersModel: LayersModel): number | undefined =>
  layersModel.inputs.map(({ shape }) => shape[0]).find((size) => typeof size === 'number');
