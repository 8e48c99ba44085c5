import type { AnyModel, Checked } from '../spec/checked.ts';
import { crossValidate as crossValidateHere, type CrossValidateOptions, type CrossValidation } from '../train/crossValidate.ts';
import { isSource } from '../data/frame.ts';
import { collect } from '../data/read/collect.ts';
import { makeReady, type NodeOptions, type TrainData } from './trainData.ts';

/** What a cross-validation in Node may be told. */
export interface NodeCrossValidateOptions extends CrossValidateOptions, NodeOptions {}

/**
 * Tells how good networks of a spec are on rows that they have not seen, with as many trainings as there are folds: each part of
 * the rows is held out once, a network is trained on all others and evaluated on that part.
 *
 * Parts are of equal size, by class where the target has classes. Where the spec watches held-out rows (early stopping, keepBest,
 * reduceOnPlateau) each training holds some of its own rows out for that; else it trains on all of them. Of a forecast time is cut
 * into `folds` + 1 parts, and each but the first is forecast by what was learned of all before it.
 *
 * ```ts
 * const { summary } = await crossValidate(spec, 'iris.csv', { folds: 5, seed: 1 });
 * console.log(formatFolds(summary)); // accuracy  0.9600 ± 0.0365 ...
 * ```
 * @param subject A model spec or a bare network spec. Each fold begins with a network of its own, so no tf.LayersModel.
 * @param data As for `train`: rows, columns, a path, a pattern, a stream, or `{ xs, ys }` with tensors or arrays [rows, ...].
 * @param options Those of `train`, and `folds` (5), `group` (a column, or a list with a value for each row: rows that have the same
 * stay on one side), `ensemble` (false: true makes one model of those of the folds), `onFold` (called before each fold).
 * @returns Mean and sample deviation of each score with a verdict, the report of each fold, the seed, and the `ensemble` where it
 * was asked for, which the caller disposes. Nothing else is left.
 * @throws SpecError, DataError (also where the rows cannot be parted so), UsageError, BackendError, TrainingError; the signal's
 * reason when aborted. Then nothing is left behind.
 */
export async function crossValidate<const S extends AnyModel>(
  subject: Checked<S>,
  data: TrainData,
  given: NodeCrossValidateOptions = {},
): Promise<CrossValidation<S>> {
  const { rows: table, options } = await makeReady(data, given);
  const rows = isSource(table) ? await collect(table) : table; // each fold takes rows from anywhere
  return await crossValidateHere<S>(subject, rows, options);
}
