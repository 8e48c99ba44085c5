import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Source } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { show, UsageError } from '../errors.ts';
import type { Model, History } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import type { Snapshot } from '../snapshot.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Control, EpochEvent } from './events.ts';
import type { EndReason } from './loop.ts';
import type { Diverged } from './diverged.ts';
import type { TrainOptions } from './options.ts';
import { prepareRun } from './prepareRun.ts';
import type { Run } from './run.ts';

/**
 * A training that a program holds in its own hands: go through it with `for await`, an epoch at a time, and `finish()` it.
 *
 * ```ts
 * const trainer = await createTrainer(spec, rows, { epochs: 100 });
 * for await (const { metrics } of trainer) if (metrics.val_loss < 0.1) break;
 * const model = await trainer.finish();
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- so that a trainer of any spec is a Trainer
export class Trainer<S = any> implements AsyncIterable<EpochEvent>, Control {
  readonly #run: Run;
  #over: 'finished' | 'disposed' | undefined;

  /** @internal Use `createTrainer`. */
  constructor(run: Run) {
    this.#run = run;
  }

  /** The checked spec with every default filled in. */
  get spec(): NormalisedModel {
    return this.#run.spec;
  }
  /** The model that is trained, with the weights of the last step; while it is evaluated or looked at, with those that are. */
  get layersModel(): LayersModel {
    return (this.#over === undefined ? this.#run.control : this.#run).layersModel;
  }
  /** Loss and metrics by epoch, so far. */
  get history(): History {
    return this.#run.loop.history;
  }
  /** The seed that decides the run. */
  get seed(): number {
    return this.#run.seed;
  }
  /** Rows that are trained on, and rows held out. */
  get rows(): { readonly training: number; readonly heldOut: number } {
    const { set, heldOut, stream } = this.#run.prepared;
    return stream?.rows ?? { training: set.rows, heldOut: heldOut?.rows ?? 0 };
  }
  /**
   * Of the next step. Setting it changes that of all later steps; a schedule goes on from there. Where the schedule's factor is 0
   * now, what is set is the learning rate that later factors multiply, and it reads as 0 until one of them is more.
   */
  get learningRate(): number {
    return this.#run.loop.learningRate;
  }
  set learningRate(rate: number) {
    this.#run.loop.learningRate = rate;
  }
  /** Why the run is over; undefined while it is not. */
  get ended(): EndReason | undefined {
    return this.#run.loop.ended;
  }
  /** The epoch that was best so far, from 1, by the number that is watched. */
  get bestEpoch(): number | undefined {
    return this.#run.best.epoch;
  }
  /** The number by which epochs are judged: `val_loss`. */
  get monitor(): string {
    return this.#run.best.monitor;
  }
  /** What was found where the loss was no finite number, where that was, and which weights are left. */
  get divergence(): Diverged | undefined {
    return this.#run.divergence;
  }

  /** Ends the run after the step that is running: the weights so far are kept. */
  stop(): void {
    this.#run.loop.stop();
  }

  /**
   * Runs the next epoch; undefined where the run is over.
   * @throws the signal's reason when it is aborted, and what a callback throws; UsageError while another epoch runs, as it does for
   * callbacks, or while a model is looked at, where it is disposed meanwhile, and where weights of its model were disposed of or all frozen.
   */
  async next(): Promise<EpochEvent | undefined> {
    if (this.#over === 'finished') return undefined;
    this.#run.turns.tell();
    return await this.nextUnasked();
  }
  /** @internal The same where nothing of the program ran since the epoch before. */
  async nextUnasked(): Promise<EpochEvent | undefined> {
    return await this.#runStill().next();
  }

  /** Epoch after epoch until the run is over. Leaving the loop early loses nothing: it may be taken up again, or finished. */
  [Symbol.asyncIterator](): AsyncIterator<EpochEvent> {
    return {
      next: async () => {
        const value = await this.next();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      return: () => Promise.resolve({ done: true, value: undefined }),
    };
  }

  /** Everything that decides how the run goes on, as plain data: `resumeFrom` of another run of the same spec, data and seed. */
  snapshot(): Snapshot {
    return this.#runStill().snapshot();
  }

  /**
   * Lets `work` look at a model, to evaluate or save it, while the run waits: between two epochs, or in a callback, after which no
   * step is made before the look has ended. The model stays the trainer's, and is put back as it was.
   * @param which `last`: as it is now. `best`: with the weights of the best epoch so far, where there was one.
   * A `snapshot` meanwhile is that of the run.
   * @throws UsageError for `best` where the run keeps no best weights; within another look; while an epoch runs, save in a callback.
   */
  async look<T>(which: 'last' | 'best', work: (model: Model<S>) => Promise<T>): Promise<T> {
    const run = this.#runStill();
    if (which !== 'last' && which !== 'best') {
      throw new UsageError('look', [{ path: 'which', expected: '"last" or "best"', received: show(which) }]);
    }
    return await run.look(which, work);
  }

  /**
   * Ends the run where it is, evaluates it on the held-out rows, and gives the trained model, which the caller disposes: with
   * the weights of the best epoch where the spec asks for them, or where the loss became no number (before the first epoch's end:
   * those that the run began with).
   * @throws UsageError while an epoch runs (`stop()` ends it early), while a model is looked at, and where it is finished already.
   */
  async finish(): Promise<Model<S>> {
    const run = this.#runStill();
    this.requireBetweenEpochs();
    try {
      return await run.finish();
    } finally {
      this.#over = 'finished'; // not before: the last checkpoint may still look at the model
    }
  }

  /** Frees everything, where `finish` was not called. A tf.LayersModel that was given stays the caller's. */
  dispose(): void {
    if (this.#over !== undefined || this.#run.turns.isFinishing) return;
    this.#over = 'disposed';
    this.#run.dispose();
  }

  /** @internal Two epochs at once would mix their steps, and an epoch would train the weights that are looked at. */
  protected requireBetweenEpochs(): void {
    if (this.#over === undefined) this.#run.turns.requireFree();
  }

  #runStill(): Run {
    if (this.#over === undefined) return this.#run;
    const fix = this.#over === 'finished' ? 'use the Model that finish() gave' : 'make another by createTrainer';
    throw new UsageError('the trainer', [
      { path: 'trainer', expected: 'one that still has its model', received: `one that was ${this.#over}`, fix },
    ]);
  }
}

/**
 * Makes a training ready: data read, split and encoded, the network built. Nothing runs until it is asked to.
 * @param subject A model spec, a bare network spec, or a tf.LayersModel, which is trained in place and then owned by the Model.
 * @param data Rows (objects, or columns) for a spec with features; `{ xs, ys }` for a network without.
 * @throws SpecError, DataError, UsageError. Then nothing is left behind.
 */
export async function createTrainer<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: RowData | Arrays | Source,
  options: TrainOptions = {},
): Promise<Trainer<S>> {
  return new Trainer<S>(await prepareRun(subject, data, options));
}
