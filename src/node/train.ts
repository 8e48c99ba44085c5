import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Model } from '../model/model.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { TrainOptions } from '../train/options.ts';
import { trainWith } from '../train/train.ts';
import { createTrainer as createTrainerHere, type Trainer } from '../train/trainer.ts';
import { createRecordedTrainer } from './recordedTrainer.ts';
import type { RunOptions } from './runOptions.ts';
import { makeReady, type NodeOptions, type PartData, type TrainData } from './trainData.ts';

/** What a run in Node may be told besides. */
export interface NodeTrainOptions extends Omit<TrainOptions, keyof PartData>, PartData, NodeOptions {
  /** Records the run in a folder, from which it can go on. Default: it is not recorded. */
  readonly run?: RunOptions;
}

/**
 * Trains a network and tells how good it is on rows that it has not seen.
 * @param subject A model spec, a bare network spec, or a tf.LayersModel (which is trained in place and then owned by the Model).
 * @param data For a spec with features: rows, columns, a path, a pattern or a stream. For a network without: `{ xs, ys }`.
 * @param given What overrides the spec's training for this run, and what watches over it. `run` records it in a folder, so that it
 * can go on after it was stopped or killed:
 *
 * ```ts
 * const model = await train(spec, 'iris.csv', { run: { name: 'iris' } });
 * const same = await train(spec, 'iris.csv', { run: { name: 'iris', resume: true } }); // where that was broken off
 * ```
 * @returns A Model, which owns its tensors: `dispose()` when done.
 * @throws SpecError, DataError, UsageError, BackendError; TrainingError where the loss becomes NaN or infinite; the signal's reason
 * when aborted. Then nothing is left behind.
 */
export async function train<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: TrainData,
  given: NodeTrainOptions = {},
): Promise<Model<S>> {
  return await trainWith(await createTrainer(subject, data, given));
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
 * @param given As for `train`.
 * @returns A Trainer, which owns its tensors until `finish()`; `dispose()` it where it is not finished. A run that is recorded is
 * held until then, and can go on from there.
 * @throws SpecError, DataError, UsageError, BackendError. Then nothing is left behind.
 */
export async function createTrainer<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: TrainData,
  given: NodeTrainOptions = {},
): Promise<Trainer<S>> {
  const ready = await makeReady(data, given);
  const { run, ...options } = ready.options;
  if (run !== undefined) return await createRecordedTrainer<S>(subject, { data, ...given }, { ...ready, options }, run);
  return await createTrainerHere<S>(subject, ready.rows, options);
}
