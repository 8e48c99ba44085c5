import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { packBundle } from '../bundle/bundle.ts';
import { encodeSnapshot } from '../checkpoint/snapshotFile.ts';
import type { Model } from '../model/model.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { Callback } from '../train/events.ts';
import type { Checkpoints, Place } from '../train/hooks.ts';
import type { TrainOptions } from '../train/options.ts';
import type { Trainer } from '../train/trainer.ts';
import type { Checkpoint } from './runs/checkpoints.ts';
import { createRun } from './runs/createRun.ts';
import type { DataSource } from './runs/dataSource.ts';
import { newestRun, readRun, type RunSummary } from './runs/listRuns.ts';
import { isLonger } from './runs/isLonger.ts';
import { openRun } from './runs/openRun.ts';
import { requireSame } from './runs/requireSame.ts';
import type { Run } from './runs/run.ts';
import { RUNS_FOLDER } from './runs/runsFolder.ts';
import type { TrainingBackend } from './trainingBackend.ts';

/** A training that is recorded in a folder of its own, so that it can go on after it was stopped or killed, or be repeated. */
export interface RecordedTraining {
  /** As it was written, which the record keeps. */
  readonly spec: ModelSpec;
  /** Makes the training itself ready. */
  readonly create: (options: TrainOptions) => Promise<Trainer>;
  readonly data: readonly DataSource[];
  /** Where the model goes; the run is found by it again where it has no name. */
  readonly out?: string;
  /** Started by the training itself; a run that goes on keeps the one that it began with. */
  readonly backend: TrainingBackend;
  /** What it was told, by names in code: a run that goes on must be told the same. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Names of functions that a program gave. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Who asks for it, to be told in their own words how to mend what is wrong. */
  readonly from: keyof typeof fixes;
  /** For the training itself. */
  readonly options: TrainOptions;
  /** Where runs are kept. Default: `runs`. */
  readonly folder?: string;
  /** Default: made from `out`, else from the spec's name. */
  readonly name?: string;
  /** Goes on with the run of that name, or the newest of `out`; where there is none yet, a new one begins. Told more epochs, also a complete one goes on. */
  readonly resume: boolean;
  /** Seconds between checkpoints. Default: 30. */
  readonly checkpointSeconds?: number;
  /** How many checkpoints stay. Default: 3. */
  readonly keepCheckpoints?: number;
  /** Aborted before the run is made, nothing is. */
  readonly signal?: AbortSignal;
}

/** A trainer with the folder that records it. */
export interface Recorded {
  readonly trainer: Trainer;
  readonly run: Run;
  /** How far it had come before, where it goes on. */
  readonly resumedFrom?: Place;
  /** What was passed over in going on, or that there was nothing to resume. */
  readonly note?: string;
  /** How far it had come at its last checkpoint, which its end makes too; undefined before one. */
  readonly place: Place | undefined;
  /** Says how the run ended. @param model What was saved, where it was. */
  finish(model?: Model): Promise<void>;
  /** Says by what the run failed; it may go on from its last checkpoint, once it is closed. Does nothing after `finish`. */
  fail(error: unknown): Promise<void>;
  /** Takes a checkpoint of where it is now. */
  checkpoint(): Promise<void>;
  /** The same before it returns, unless the run is as it began; the best model then waits for the next. */
  checkpointAtOnce(): void;
}

const fixes = {
  commandLine: {
    other: 'give the same command again, or leave --resume out to begin a new run',
  },
  program: {
    other: 'make the same call again, or leave resume out to begin a new run',
  },
} as const;

/**
 * Makes a recorded training ready, a new one or one that goes on.
 * @throws UsageError where the run to resume is complete and not to have more epochs, or was told otherwise; the signal's reason when it is aborted.
 */
export async function trainInRun(job: RecordedTraining): Promise<Recorded> {
  const { spec, options, signal } = job;
  const old = job.resume ? await takeUp(job) : undefined;
  const seed = old?.run.record.seed ?? options.seed ?? spec.training?.seed ?? Math.floor(Math.random() * 2 ** 31);
  const keeper = createKeeper(job);
  let trainer: Trainer | undefined;
  try {
    trainer = await job.create({
      ...options,
      seed,
      callbacks: [keeper.callback, ...(options.callbacks ?? [])],
      checkpoints: keeper.checkpoints,
      ...(old?.checkpoint ? { resumeFrom: old.checkpoint.snapshot } : {}),
    });
    signal?.throwIfAborted();
    // Not before: a training that is refused leaves the record of the run that it was to go on with as it was.
    const lack = await old?.run.goOn(old.checkpoint?.epoch ?? 0, job.told);
    const isNew = job.resume && old === undefined;
    const note = [isNew ? nothingYet(job) : undefined, old?.checkpoint?.note, lack].filter((text) => text !== undefined).join('\n');
    const run = old?.run ?? (await beginRun(job, seed));
    keeper.keepIn(run, trainer, old?.checkpoint);
    return {
      trainer,
      run,
      ...(old ? { resumedFrom: { epoch: old.checkpoint?.epoch ?? 0, batch: old.checkpoint?.batch ?? 0 } } : {}),
      ...(note === '' ? {} : { note }),
      get place() {
        return keeper.place;
      },
      ...endings(run, trainer),
      checkpoint: keeper.checkpoint,
      checkpointAtOnce: keeper.checkpointAtOnce,
    };
  } catch (error) {
    trainer?.dispose();
    await old?.run.close();
    throw error;
  }
}

/** Writes epochs, checkpoints and the best model into a run, which is made after the trainer: a mistake in spec or data makes none. */
function createKeeper({ checkpointSeconds, keepCheckpoints }: RecordedTraining) {
  let run: Run;
  let trainer: Trainer;
  let savedBest: number | undefined;
  let place: Place | undefined;
  /** A mark of a run that has begun anew, and loses nothing while it is as it was. */
  let began: string | undefined;
  const callback: Callback = { onEpochEnd: (event) => run.appendEpoch(event) };
  const checkpoints: Checkpoints = {
    async save(snapshot, at) {
      const epoch = trainer.bestEpoch;
      // Begun at once: while files are written the program may begin a look of its own.
      const best = epoch === undefined || epoch === savedBest ? undefined : await trainer.look('best', packBundle);
      await run.saveCheckpoint(snapshot, at, keepCheckpoints);
      place = at;
      if (best === undefined) return;
      await run.saveBest(best, epoch!);
      savedBest = epoch;
    },
    ...(checkpointSeconds === undefined ? {} : { everySeconds: checkpointSeconds }),
  };
  return {
    callback,
    checkpoints,
    get place() {
      return place;
    },
    async checkpoint() {
      const snapshot = trainer.snapshot();
      await checkpoints.save(snapshot, placeOf(snapshot));
    },
    checkpointAtOnce() {
      const snapshot = trainer.snapshot();
      if (place === undefined && markOf(snapshot) === began) return;
      // Also where it has come no further: the program may have set a learning rate or weights.
      const at = placeOf(snapshot);
      run.saveCheckpointAtOnce(snapshot, at, keepCheckpoints);
      place = at;
    },
    keepIn(its: Run, of: Trainer, from: Checkpoint | undefined) {
      [run, trainer] = [its, of];
      if (from === undefined) began = markOf(of.snapshot());
    },
  };
}

/** The checksum that its file would end with. */
const markOf = (snapshot: Snapshot): string => encodeSnapshot(snapshot).subarray(-4).join();

/** A snapshot tells the epoch that it is in, from 1. */
function placeOf(snapshot: Snapshot): Place {
  const { epoch, batch } = snapshot as unknown as Place;
  return { epoch: epoch - 1, batch };
}

const beginRun = ({ out, spec, told, functions, data, backend, folder, name }: RecordedTraining, seed: number): Promise<Run> =>
  createRun({
    ...{ spec, options: told, data, seed, backend: backend.name! },
    ...(out === undefined ? {} : { out }),
    ...(functions === undefined ? {} : { functions }),
    ...(folder === undefined ? {} : { folder }),
    ...(name === undefined ? {} : { name }),
  });

function endings(run: Run, trainer: Trainer): Pick<Recorded, 'finish' | 'fail'> {
  let isOver = false;
  return {
    async finish(model) {
      const { ended, divergence } = trainer;
      const state = ended === 'completed' || ended === 'earlyStopping' ? 'complete' : ended === 'diverged' ? 'diverged' : 'stopped';
      await run.finish(state, {
        ...(model?.heldOut ? { scores: scoresOf(model) } : {}),
        ...(divergence ? { message: divergence.message } : {}),
      });
      isOver = true;
    },
    async fail(error) {
      if (isOver) return;
      const message = error instanceof Error ? error.message : String(error);
      await run.recordEnd('failed', { message }).catch(() => undefined); // the disk may be full
    },
  };
}

/** The scores that are numbers; of several targets with the column before their names: `price_mae`. */
function scoresOf({ record: { heldOut } }: Model): Readonly<Record<string, number | null>> {
  const reports =
    'targets' in heldOut! ? Object.entries(heldOut.targets).map(([name, one]) => [`${name}_`, one] as const) : [['', heldOut!] as const];
  const entries = reports.flatMap(([prefix, { metrics }]) =>
    Object.entries(metrics).map(([name, value]) => [prefix + name, value as unknown]),
  );
  return Object.fromEntries(entries.filter((entry): entry is [string, number | null] => entry[1] === null || typeof entry[1] === 'number'));
}

const nothingYet = ({ out = '', folder = RUNS_FOLDER, name }: RecordedTraining): string =>
  `there is no run ${name === undefined ? `of ${out} in ${folder}` : join(folder, name)} to resume yet: a new one begins`;

/**
 * Holds the newest run of `out` and reads the checkpoint to go on from, where one was written. Changes nothing else.
 * Undefined where no run has begun.
 */
async function takeUp(job: RecordedTraining): Promise<{ readonly run: Run; readonly checkpoint: Checkpoint | undefined } | undefined> {
  const { out = '', folder = RUNS_FOLDER, name } = job;
  const found = name === undefined ? await newestRun({ folder, out }) : await readIfBegun(join(folder, name));
  if (found === undefined) return undefined;
  const longer = isLonger(found, job.told);
  const told = longer ? { ...job.told, epochs: found.record.options['epochs'] } : job.told;
  const began = found.record.environment.backend;
  job.backend.keep(began);
  // openRun refuses one that is complete.
  if (found.state !== 'complete' || longer)
    requireSame(found, { ...job, told, backend: job.backend.other(began) ?? began, fix: fixes[job.from].other });
  const run = await openRun(found.path, { evenComplete: longer });
  try {
    return { run, checkpoint: await run.latestCheckpoint() };
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** A process that was killed in beginning leaves a folder without `run.json`. */
async function readIfBegun(path: string): Promise<RunSummary | undefined> {
  const hasBegun = await access(join(path, 'run.json')).then(() => true, () => false); // prettier-ignore
  return hasBegun ? await readRun(path) : undefined;
}
