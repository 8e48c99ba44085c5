import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BackendChoice } from '../backend/choose.ts';
import type { Row } from '../data/encoders.ts';
import type { Columns } from '../data/rows.ts';
import type { Model } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { TrainOptions } from '../train/options.ts';
import { trainWith } from '../train/train.ts';
import { createTrainer as createTrainerHere, type Trainer } from '../train/trainer.ts';
import { ensureBackend } from './ensureBackend.ts';
import { readRows } from './readRows.ts';

/** What a run in Node may be told besides. */
export interface NodeTrainOptions extends TrainOptions {
  /** Where TF.js computes. Default: the one that is set, else native bindings where they load, else WebAssembly, else plain JavaScript. */
  readonly backend?: BackendChoice;
  /** Told once which backend it is, and why. */
  readonly onBackend?: (info: { readonly name: string; readonly reason: string }) => void;
}

/** What can be trained on: rows, columns, or the path of a CSV file for a spec with features; `{ xs, ys }` for a network without. */
export type TrainData = readonly Row[] | Columns | Arrays | string;

/**
 * Trains a network and tells how good it is on rows that it has not seen.
 * @param subject A model spec, a bare network spec, or a tf.LayersModel (which is trained in place and then owned by the Model).
 * @param data For a spec with features: rows, columns, or the path of a CSV file. For a network without: `{ xs, ys }`.
 * @returns A Model, which owns its tensors: `dispose()` when done.
 * @throws SpecError, DataError, UsageError, BackendError; TrainingError where the loss becomes NaN or infinite; the signal's reason
 * when aborted. Then nothing is left behind.
 */
export async function train<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: TrainData,
  options: NodeTrainOptions = {},
): Promise<Model<S>> {
  return await trainWith(await createTrainer(subject, data, options));
}

/**
 * Makes a training ready that a program holds in its own hands, an epoch at a time; see `Trainer`.
 *
 * ```ts
 * const trainer = await createTrainer(spec, 'iris.csv', { epochs: 100 });
 * for await (const { metrics } of trainer) if (metrics['val_loss']! < 0.1) break;
 * const model = await trainer.finish();
 * ```
 * @param subject As for `train`.
 * @param data As for `train`.
 * @returns A Trainer, which owns its tensors until `finish()`; `dispose()` it where it is not finished.
 * @throws SpecError, DataError, UsageError, BackendError. Then nothing is left behind.
 */
export async function createTrainer<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: TrainData,
  { backend, onBackend, ...options }: NodeTrainOptions = {},
): Promise<Trainer<S>> {
  const rows = typeof data === 'string' ? (await readRows(data)).rows : data;
  const chosen = await ensureBackend(backend);
  onBackend?.(chosen);
  return await createTrainerHere<S>(subject, rows, options);
}
