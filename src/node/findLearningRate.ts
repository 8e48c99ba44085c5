import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { AnyModel, Checked } from '../spec/checked.ts';
import { findLearningRate as findHere, type FindLearningRateOptions, type LearningRates } from '../train/findLearningRate.ts';
import { makeReady, type NodeOptions, type PartData, type TrainData } from './trainData.ts';

/** What a sweep over learning rates in Node may be told. */
export interface NodeFindLearningRateOptions extends Omit<FindLearningRateOptions, keyof PartData>, PartData, NodeOptions {}

/**
 * Suggests a learning rate: trains for a hundred steps, each at a larger one, and picks the one at which the loss falls fastest
 * (L. N. Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3).
 *
 * ```ts
 * const { suggestion, note } = await findLearningRate(spec, 'iris.csv', { seed: 1 });
 * const model = await train(spec, 'iris.csv', { optimizer: { type: 'adam', learningRate: suggestion } });
 * ```
 * @param subject As for `train`. A tf.LayersModel is changed, and stays the caller's.
 * @param data As for `train`.
 * @param options Those of `train`, and `sweep`: the first rate (`from`, 1e-7), the last (`to`, 10), the number of `steps` (100).
 * The spec's schedule, early stopping and held-out rows have no part in it.
 * @returns The `suggestion`, a `note` where the curve says little, and the `rates` with the `losses` of their steps. No model is left.
 * @throws SpecError, DataError, UsageError, BackendError; the signal's reason when aborted. Then nothing is left behind.
 */
export async function findLearningRate<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: TrainData,
  given: NodeFindLearningRateOptions = {},
): Promise<LearningRates> {
  const { rows, options } = await makeReady(data, given);
  return await findHere<S>(subject, rows, options);
}
