import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BackendChoice } from '../backend/choose.ts';
import type { Row } from '../data/encoders.ts';
import type { Columns } from '../data/rows.ts';
import type { Model } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import { train as trainModel, type TrainOptions } from '../train/train.ts';
import { ensureBackend } from './ensureBackend.ts';
import { readRows } from './readRows.ts';

/** What a run in Node may be told besides. */
export interface NodeTrainOptions extends TrainOptions {
  /** Where TF.js computes. Default: the one that is set, else native bindings where they load, else WebAssembly, else plain JavaScript. */
  readonly backend?: BackendChoice;
  /** Told once which backend it is, and why. */
  readonly onBackend?: (info: { readonly name: string; readonly reason: string }) => void;
}

/**
 * Trains a network and tells how good it is on rows that it has not seen.
 * @param subject A model spec, a bare network spec, or a tf.LayersModel (which is trained in place and then owned by the Model).
 * @param data For a spec with features: rows, columns, or the path of a CSV file. For a network without: `{ xs, ys }`.
 * @returns A Model, which owns its tensors: `dispose()` when done.
 * @throws SpecError, DataError, BackendError; the signal's reason when aborted. Then nothing is left behind.
 */
export async function train<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: readonly Row[] | Columns | Arrays | string,
  { backend, onBackend, ...options }: NodeTrainOptions = {},
): Promise<Model<S>> {
  const rows = typeof data === 'string' ? (await readRows(data)).rows : data;
  const chosen = await ensureBackend(backend);
  onBackend?.(chosen);
  return await trainModel(subject, rows, options);
}
