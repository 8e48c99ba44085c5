import { join } from 'node:path';
import { packBundle } from '../bundle/bundle.ts';
import { show, UsageError, type Issue } from '../errors.ts';
import type { Model } from '../model/model.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { Callback } from '../train/events.ts';
import type { Checkpoints, Place } from '../train/hooks.ts';
import type { TrainOptions } from '../train/options.ts';
import type { Trainer } from '../train/trainer.ts';
import type { Checkpoint } from './runs/checkpoints.ts';
import { createRun } from './runs/createRun.ts';
import { requireSameData, type DataSource } from './runs/dataSource.ts';
import { findRun, readRun, type RunSummary } from './runs/listRuns.ts';
import { openRun } from './runs/openRun.ts';
import type { Run } from './runs/run.ts';

/** A training that is recorded in a folder of its own, so that it can go on after it was stopped or killed, or be repeated. */
export interface RecordedTraining {
  readonly spec: ModelSpec;
  /** Makes the training itself ready. */
  readonly create: (options: TrainOptions) => Promise<Trainer>;
  readonly data: readonly DataSource[];
  /** Where the model goes; the run is found by it again where it has no name. */
  readonly out?: string;
  /** Name of the backend that is set. */
  readonly backend: string;
  /** What it was told, by names in code: a run that goes on must be told the same. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Names of functions that a program gave. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Who asks for it, to be told how to mend what is wrong in words of their own. */
  readonly from: keyof typeof fixes;
  /** For the training itself. */
  readonly options: TrainOptions;
  /** Where runs are kept. Default: `runs`. */
  readonly folder?: string;
  /** Default: made from `out`, else from the spec's name. */
  readonly name?: string;
  /** Goes on with the run of that name, or the newest of `out`. */
  readonly resume: boolean;
  /** Seconds between checkpoints. Default: 30. */
  readonly checkpointSeconds?: number;
  /** How many checkpoints stay. Default: 3. */
  readonly keepCheckpoints?: number;
}

/** A trainer with the folder that records it. */
export interface Recorded {
  readonly trainer: Trainer;
  readonly run: Run;
  /** Whole epochs that were gone through before, where it goes on. */
  readonly resumedFrom?: number;
  /** What was passed over in going on. */
  readonly note?: string;
  /** Keeps the last best model, and says how the run ended. To be called when the model is saved. */
  finish(model: Model): Promise<void>;
  /** Takes a checkpoint of where it is now. */
  checkpoint(): Promise<void>;
}

const fixes = {
  commandLine: {
    none: 'leave --resume out to begin a run, or say by --runs where runs are kept',
    other: 'give the same command again, or leave --resume out to begin a new run',
  },
  program: {
    none: 'leave resume out to begin a run, or say by folder where runs are kept',
    other: 'make the same call again, or leave resume out to begin a new run',
  },
} as const;

/**
 * Makes a recorded training ready, a new one or one that goes on.
 * @throws UsageError where there is nothing to resume, or it was told otherwise; DataError where the data are others.
 */
export async function trainInRun(job: RecordedTraining): Promise<Recorded> {
  const { spec, options, checkpointSeconds, keepCheckpoints } = job;
  const old = job.resume ? await takeUp(job) : undefined;
  const seed = old?.run.record.seed ?? options.seed ?? spec.training?.seed ?? Math.floor(Math.random() * 2 ** 31);
  const holder: { run?: Run } = old === undefined ? {} : { run: old.run };
  let savedBest = old?.run.record.bestEpoch;

  const saveBest = async () => {
    const epoch = trainer.bestEpoch;
    if (epoch === undefined || epoch === savedBest) return;
    await holder.run!.saveBest(await trainer.look('best', packBundle), epoch);
    savedBest = epoch;
  };
  const recorder: Callback = { onEpochEnd: (event) => holder.run!.appendEpoch(event) };
  const checkpoints: Checkpoints = {
    async save(snapshot, place) {
      await holder.run!.saveCheckpoint(snapshot, place, keepCheckpoints);
      await saveBest();
    },
    ...(checkpointSeconds === undefined ? {} : { everySeconds: checkpointSeconds }),
  };
  let trainer: Trainer;
  try {
    trainer = await job.create({
      ...options,
      seed,
      callbacks: [recorder, ...(options.callbacks ?? [])],
      checkpoints,
      ...(old?.checkpoint ? { resumeFrom: old.checkpoint.snapshot } : {}),
    });
  } catch (error) {
    await old?.run.close();
    throw error;
  }
  try {
    holder.run ??= await createRun({
      ...(job.out === undefined ? {} : { out: job.out }),
      spec,
      options: job.told,
      ...(job.functions === undefined ? {} : { functions: job.functions }),
      data: job.data,
      seed,
      backend: job.backend,
      ...(job.folder === undefined ? {} : { folder: job.folder }),
      ...(job.name === undefined ? {} : { name: job.name }),
    });
  } catch (error) {
    trainer.dispose();
    throw error;
  }
  const run = holder.run;
  return {
    trainer,
    run,
    ...(old ? { resumedFrom: old.checkpoint?.epoch ?? 0 } : {}),
    ...(old?.checkpoint?.note === undefined ? {} : { note: old.checkpoint.note }),
    async finish(model) {
      const { ended, divergence } = trainer;
      const state = ended === 'completed' || ended === 'earlyStopping' ? 'complete' : ended === 'diverged' ? 'diverged' : 'stopped';
      await run.finish(state, {
        ...(model.heldOut ? { scores: scoresOf(model) } : {}),
        ...(divergence ? { message: divergence.message } : {}),
      });
    },
    async checkpoint() {
      const snapshot = trainer.snapshot();
      const { epoch, batch } = snapshot as unknown as Place; // the epoch that it is in, from 1
      await checkpoints.save(snapshot, { epoch: epoch - 1, batch });
    },
  };
}

function scoresOf({ heldOut }: Model): Readonly<Record<string, number | null>> {
  const entries = Object.entries(heldOut!.metrics as object);
  return Object.fromEntries(entries.filter((entry): entry is [string, number | null] => entry[1] === null || typeof entry[1] === 'number'));
}

/** The newest run of `out`, with the checkpoint to go on from; none was written before the first. */
async function takeUp(job: RecordedTraining): Promise<{ readonly run: Run; readonly checkpoint: Checkpoint | undefined }> {
  const { out = '', folder = 'runs', name } = job;
  const found = name === undefined ? await findRun({ folder, out }) : await readRun(join(folder, name));
  if (found === undefined) {
    throw new UsageError('the run', [{ path: out, expected: `a run of ${out} in ${folder}`, received: 'none', fix: fixes[job.from].none }]);
  }
  const run = await openRun(found.path);
  try {
    requireSameSource(run, found, job);
    const checkpoint = await run.latestCheckpoint();
    await run.cutEpochs(checkpoint?.epoch ?? 0);
    return { run, checkpoint };
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** A run goes on as if it had never stopped only with what it began with. */
function requireSameSource(
  { record, path }: Run,
  { spec: before }: RunSummary,
  { spec, told, data, backend, from }: RecordedTraining,
): void {
  data.forEach((source, i) => requireSameData(record.data[i] ?? source, source));
  const names = [...new Set([...Object.keys(record.options), ...Object.keys(told)])];
  const issues = names
    .filter((name) => JSON.stringify(record.options[name]) !== JSON.stringify(told[name]))
    .map((name): Issue => ({ path: name, expected: `${show(record.options[name])}, as the run began`, received: show(told[name]) }));
  if (JSON.stringify(before) !== JSON.stringify(spec)) {
    issues.push({ path: 'spec', expected: `the one in ${join(path, 'spec.json')}`, received: 'another' });
  }
  if (record.environment.backend !== backend) {
    issues.push({ path: 'backend', expected: `${record.environment.backend}, as the run began`, received: backend });
  }
  if (issues.length === 0) return;
  throw new UsageError(
    `the run in ${path}`,
    issues.map((issue) => ({ ...issue, fix: fixes[from].other })),
  );
}
