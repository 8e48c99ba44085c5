import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { TrainOptions } from '../train/options.ts';
import { overfitBatch as overfitHere, type OverfitResult } from '../train/overfitBatch.ts';
import { makeReady, type NodeOptions, type PartData, type TrainData } from './trainData.ts';

/** What learning one batch by heart in Node may be told. */
export interface NodeOverfitOptions extends Omit<TrainOptions, keyof PartData>, PartData, NodeOptions {}

/**
 * Tells in seconds whether a network can learn at all: trains on a single batch again and again, 2000 steps or 20 seconds at most.
 * One that cannot learn even this by heart has a fault in its layers, its labels or its learning rate, which more data and epochs
 * will not mend.
 *
 * ```ts
 * const { learned, message } = await overfitBatch(spec, 'iris.csv', { batchSize: 16, seed: 1 });
 * if (!learned) console.log(message);
 * ```
 * @param subject As for `train`. A tf.LayersModel is changed, and stays the caller's.
 * @param data As for `train`; `batchSize` of its rows are drawn by the seed.
 * @param options Those of `train`. The spec's schedule and early stopping have no part in it.
 * @returns Whether the loss fell at least 95 % of the way from what one answer for all rows gives to the least that there can be,
 * the losses, and a message in words. No model is left.
 * @throws SpecError, DataError, UsageError, BackendError; the signal's reason when aborted. Then nothing is left behind.
 */
export async function overfitBatch<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: TrainData,
  given: NodeOverfitOptions = {},
): Promise<OverfitResult> {
  const { rows, options } = await makeReady(data, given);
  return await overfitHere<S>(subject, rows, options);
}
