import type { LayersModel } from '@tensorflow/tfjs-layers';
import { isSource } from '../data/frame.ts';
import { frameOf, type RowData } from '../data/read/memoryFrame.ts';
import type { Model } from '../model/model.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { EpochEvent } from '../train/events.ts';
import { isLayersModel, layersModelSpec } from '../train/layersModelSpec.ts';
import type { TrainOptions } from '../train/options.ts';
import { prepareRun } from '../train/prepareRun.ts';
import { requireRepeatable } from '../train/prepareStream.ts';
import { Trainer } from '../train/trainer.ts';
import { prepareFolder, save } from './bundleFolder.ts';
import { ofAddress, toPath } from './toPath.ts';
import { checkRunOptions, type RunOptions } from './runOptions.ts';
import { describeData, type DataSource } from './runs/dataSource.ts';
import { describeArrays, describeFrame, describeSource } from './runs/givenData.ts';
import { renumberNames } from './runs/renumberNames.ts';
import { decidingOptions, functionNames } from './runs/told.ts';
import { arePaths, type TableOptions } from './readTable.ts';
import type { NodeOptions, PartData, Ready, TrainData } from './trainData.ts';
import { trainInRun, type Recorded } from './trainInRun.ts';

interface RecordedOptions {
  readonly out: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly isGiven: boolean;
}

/** A Trainer whose run is recorded in a folder, however it ends, and held until it is finished or disposed. */
class RecordedTrainer<S> extends Trainer<S> {
  readonly #out: string | undefined;
  readonly #signal: AbortSignal | undefined;
  /** Whether a program gave the model itself, which is then the program's until the run is finished. */
  readonly #isGiven: boolean;
  #isOver = false;
  #recorded: Recorded | undefined;
  #brokenOff: { readonly error: unknown } | undefined;

  constructor(run: ConstructorParameters<typeof Trainer>[0], { out, signal, isGiven }: RecordedOptions) {
    super(run);
    this.#out = out;
    this.#signal = signal;
    this.#isGiven = isGiven;
  }

  recordIn(recorded: Recorded): void {
    this.#recorded = recorded;
  }

  override async nextUnasked(): Promise<EpochEvent | undefined> {
    if (this.#brokenOff !== undefined) throw this.#brokenOff.error; // the record says so
    this.requireBetweenEpochs(); // which is no failure of the run
    try {
      const event = await super.nextUnasked();
      const { divergence } = this;
      const { run } = this.#recorded!;
      if (divergence !== undefined && run.record.state === 'running') await run.recordEnd('diverged', { message: divergence.message });
      return event;
    } catch (error) {
      this.#brokenOff = { error };
      if (!this.#isOver) await this.#recordEnd(error).catch(() => undefined); // what is wrong is the first error
      throw error;
    }
  }

  /** An aborted run goes on from the very step; after an error, from the last checkpoint. */
  async #recordEnd(error: unknown): Promise<void> {
    const { run, checkpoint, fail } = this.#recorded!;
    const isAborted = this.#signal?.aborted === true && error === this.#signal.reason;
    if (!isAborted) return await fail(error);
    await checkpoint();
    await run.recordEnd('stopped', { message: error instanceof Error ? error.message : String(error) });
  }

  override async finish(): Promise<Model<S>> {
    if (this.#isOver) return await super.finish(); // which says so
    this.requireBetweenEpochs();
    this.#isOver = true;
    const { run, fail } = this.#recorded!;
    try {
      return await this.#save(await super.finish());
    } catch (error) {
      await fail(error).catch(() => undefined); // what is wrong is the first error
      throw error;
    } finally {
      await run.close();
    }
  }

  async #save(model: Model<S>): Promise<Model<S>> {
    const isWorthSaving = this.divergence === undefined || this.divergence.keptEpoch > 0;
    try {
      if (this.#out !== undefined && isWorthSaving) await save(model, this.#out);
      await this.#recorded!.finish(model);
      return model;
    } catch (error) {
      if (!this.#isGiven) model.dispose();
      throw error;
    }
  }

  /**
   * Frees everything, where the run was not finished, and gives it up: it may go on from where it is. Its record does not say that
   * it ended, so that it is listed as `interrupted`; `stopped` is one that was finished early or aborted.
   * @throws UsageError where that cannot be written; everything is free then, too.
   */
  override dispose(): void {
    if (this.#isOver) return;
    const isUnderWay = this.#brokenOff === undefined && this.divergence === undefined;
    this.#isOver = true;
    try {
      if (isUnderWay) this.#recorded?.checkpointAtOnce();
    } finally {
      super.dispose();
      void this.#recorded?.run.close().catch(() => undefined);
    }
  }
}

/**
 * Makes a training ready that is recorded in a folder, or goes on with one that is.
 * @param given As it was given; `ready` holds what was read of it.
 * @throws as `createTrainer` does; UsageError where the folder cannot be written, or the run to resume is complete.
 */
export async function createRecordedTrainer<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  given: { readonly data: TrainData } & PartData,
  { rows, backend, options, read }: Ready<NodeOptions> & { readonly options: TrainOptions },
  run: RunOptions,
): Promise<Trainer<S>> {
  checkRunOptions(run, options);
  const { onOpen, resume = false, ...settings } = run;
  const out = run.out === undefined ? undefined : toPath(run.out);
  const isGiven = isLayersModel(subject);
  const spec = isGiven ? renumberNames(layersModelSpec(subject, options)) : (subject as ModelSpec);
  let trainer: RecordedTrainer<S> | undefined;
  const recorded = await trainInRun({
    ...settings,
    spec,
    resume,
    backend,
    options,
    from: 'program',
    data: await describeAll(given, rows, options, spec),
    told: { ...decidingOptions(options), ...readingOf(read) },
    functions: functionNames(options),
    async create(all) {
      trainer = new RecordedTrainer<S>(await prepareRun(subject, rows, all), { out, signal: options.signal, isGiven });
      try {
        if (out !== undefined) await prepareFolder(out);
      } catch (error) {
        trainer.dispose();
        throw error;
      }
      return trainer;
    },
  });
  trainer!.recordIn(recorded);
  try {
    // The weights that a program's own models begin with are nowhere else.
    const hasOwnModels = isGiven || options.models !== undefined;
    if (hasOwnModels && recorded.resumedFrom === undefined) await recorded.checkpoint();
    const { resumedFrom, note } = recorded;
    onOpen?.({
      path: recorded.run.path,
      ...(resumedFrom === undefined ? {} : { resumedFrom }),
      ...(note === undefined ? {} : { note }),
    });
  } catch (error) {
    trainer!.dispose();
    throw error;
  }
  return trainer!;
}

async function describeAll(
  { data, validationData, testData }: { readonly data: TrainData } & PartData,
  rows: Ready<NodeOptions>['rows'],
  options: TrainOptions,
  spec: ModelSpec,
): Promise<readonly DataSource[]> {
  const all = [...(await describe(data, rows, spec))];
  const parts = [
    ['validation', validationData, options.validationData],
    ['test', testData, options.testData],
  ] as const;
  for (const [part, given, read] of parts) {
    if (given === undefined || read === undefined) continue;
    for (const source of await describe(given, read, spec)) all.push({ ...source, part });
  }
  return all;
}

async function describe(
  given: TrainData,
  rows: Ready<NodeOptions>['rows'],
  { features, forecast }: ModelSpec,
): Promise<readonly DataSource[]> {
  const place = ofAddress(given);
  if (arePaths(place)) return await describeData(place);
  if (isSource(rows)) return [await describeSource(requireRepeatable(rows))];
  return [features === undefined && forecast === undefined ? await describeArrays(rows) : await describeFrame(frameOf(rows as RowData))];
}

/** What decides how rows are read is a part of what the run is told; what is only called with what was met is not. */
function readingOf(read: TableOptions | undefined): { readonly read?: Partial<TableOptions> } {
  const reading = Object.entries(read ?? {}).filter(([name, value]) => name !== 'stdin' && typeof value !== 'function');
  return reading.length === 0 ? {} : { read: Object.fromEntries(reading) };
}
