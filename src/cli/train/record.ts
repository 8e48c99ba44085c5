import { basename, join } from 'node:path';
import type { TrainingBackendName } from '../../backend/choose.ts';
import { NetspecError, UsageError } from '../../errors.ts';
import { RUNS_FOLDER } from '../../node/runs/runsFolder.ts';
import type { Recorded } from '../../node/trainInRun.ts';
import type { Callback } from '../../train/events.ts';
import type { NormalisedTraining } from '../../spec/normalised.ts';
import { keepsBest, watchedNumbers } from '../../train/best.ts';
import type { Trainer } from '../../train/trainer.ts';
import { claimFolder } from '../claimFolder.ts';
import type { Io } from '../io.ts';
import type { Job } from './job.ts';
import { requireOutside } from './outside.ts';
import { stopGently, type LetGo } from './stopGently.ts';
import { createTeller, isBeginning, placeText, type Teller } from './teller.ts';
import { backendOf } from './backendOf.ts';

/**
 * Trains, keeps a record of the run, and saves the model. The first Ctrl-C ends it after the step that is running, and what
 * there is is saved; a second one ends the process.
 */
export async function trainRecorded(job: Job, io: Io): Promise<number> {
  const { signal } = io; // from here on Ctrl-C is ours
  const { out, runs, tensorboard } = job.values;
  if (out === undefined) throw missingOut();
  requireOutside(out, { '--runs': runs ?? RUNS_FOLDER, '--tensorboard': tensorboard });
  const giveBack = await claimFolder(out);
  try {
    return await begin(job, io, signal);
  } finally {
    await giveBack();
  }
}

async function begin(job: Job, io: Io, signal: AbortSignal | undefined): Promise<number> {
  const { values } = job;
  const start = performance.now();
  const monitor = monitorOf(job);
  const teller = createTeller(io, { ...values, ...(monitor === undefined ? {} : { monitor }) });
  const backend = await backendOf(job, teller);
  const { createTrainer } = await import('../../train/trainer.ts');
  const { trainInRun } = await import('../../node/trainInRun.ts');
  const recorded = await trainInRun({
    spec: job.spec,
    create: (options) => createTrainer(job.spec, job.rows, options),
    data: job.data,
    out: values.out!,
    backend,
    told: job.told,
    from: 'commandLine',
    resume: values.resume === true,
    ...(signal ? { signal } : {}),
    ...(values.runs === undefined ? {} : { folder: values.runs }),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.checkpointSeconds === undefined ? {} : { checkpointSeconds: values.checkpointSeconds }),
    ...(values.keepCheckpoints === undefined ? {} : { keepCheckpoints: values.keepCheckpoints }),
    options: {
      ...job.options,
      startBackend: backend.start,
      onStep: teller.step,
      callbacks: [teller.callback, ...(await tensorBoardOf(job, () => recorded.run.path))],
    },
  });
  const { trainer, run } = recorded;
  const letGo = stopGently(signal, trainer, () => teller.stopping());
  try {
    const { training, heldOut } = trainer.rows;
    teller.start(
      {
        run: run.path,
        folder: values.out!,
        seed: trainer.seed,
        epochs: trainer.spec.training.epochs,
        backend: backend.name as TrainingBackendName,
        rows: training,
        heldOutRows: heldOut,
        parameters: trainer.layersModel.countParams(),
        ...(recorded.resumedFrom === undefined ? {} : { resumedFromEpoch: recorded.resumedFrom.epoch }),
      },
      recorded,
    );
    return await trainAndSave(job, recorded, { teller, letGo, start });
  } catch (error) {
    await recorded.fail(error);
    teller.ended();
    if (!(error instanceof NetspecError)) throw error;
    teller.failed(error, `the run is kept in ${run.path}; once that is mended, ${GO_ON}`);
    return 1;
  } finally {
    letGo();
    trainer.dispose();
    await run.close();
  }
}

interface Way {
  readonly teller: Teller;
  readonly letGo: LetGo;
  /** When it began. */
  readonly start: number;
}

/** Why a run ended early. */
const reasons = { completed: undefined, earlyStopping: 'earlyStopping', stopped: 'interrupted', diverged: 'diverged' } as const;

async function trainAndSave({ values, again }: Job, recorded: Recorded, { teller, letGo, start }: Way): Promise<number> {
  const { trainer, run } = recorded;
  const out = values.out!;
  if (!letGo.stopped) while ((await trainer.next()) !== undefined);
  teller.ended();

  const { divergence, ended = 'stopped' } = trainer;
  const { place } = recorded;
  const losses = trainer.history['loss'] ?? [];
  const epochs = losses.length;
  const reason = reasons[ended];
  if (reason !== undefined) teller.stopped({ reason, epoch: epochs, ...(divergence ? { message: divergence.message } : {}) });
  // An older model in the folder is worth more than one that has learned nothing.
  const isWorthSaving = divergence === undefined ? place !== undefined && !isBeginning(place) : divergence.keptEpoch > 0;
  if (isWorthSaving) {
    const model = await trainer.finish();
    try {
      const { save } = await import('../../node/bundleFolder.ts');
      await save(model, out);
      await recorded.finish(model);
      const compared = again && (await (await import('./sameLosses.ts')).compareLosses(again, losses));
      await teller.end(
        {
          folder: out,
          run: run.path,
          seed: trainer.seed,
          epochs,
          bestEpoch: trainer.bestEpoch ?? null,
          heldOut: model.heldOut ?? null,
          ...(model.noReport === undefined ? {} : { noReport: model.noReport }),
          ...(compared ? { sameLosses: compared.same } : {}),
          seconds: (performance.now() - start) / 1000,
        },
        { kept: keptText(trainer, epochs), compared: compared?.text },
      );
    } finally {
      model.dispose();
    }
  } else await recorded.finish();

  if (divergence !== undefined) {
    const { divergedError } = await import('../../train/divergedError.ts');
    const saved = isWorthSaving ? `these weights are saved in ${out}` : 'nothing was saved';
    teller.failed(divergedError(divergence), `${saved}; the run is in ${run.path}`);
    return 1;
  }
  if (ended !== 'stopped') return 0;
  teller.interrupted(`stopped ${isWorthSaving ? placeText(place!) : 'before the first step; nothing was saved'}; ${GO_ON}`);
  return 130;
}

/** Why it ended early, and whose weights are kept; of a run that diverged its error tells. */
function keptText({ ended, monitor, bestEpoch, history, spec: { training } }: Trainer, epochs: number): string | undefined {
  if (bestEpoch === undefined || ended === 'diverged') return undefined;
  const why =
    ended === 'earlyStopping'
      ? `ended after epoch ${epochs}, as ${stopMonitor(training, 'val_loss' in history, monitor)} got no better: `
      : '';
  if (keepsBest(training)) return `${why}the weights are those of epoch ${bestEpoch}, the best by ${monitor}`;
  if (bestEpoch === epochs && ended !== 'stopped') return why === '' ? undefined : `${why}the weights are the last`;
  return `${why}the weights are the last; epoch ${bestEpoch} was the best by ${monitor}: "keepBest": true in "training" keeps its weights`;
}

/** What ended it may be another number than the one that says which epoch is best. */
const stopMonitor = (training: NormalisedTraining, validates: boolean, monitor: string): string =>
  watchedNumbers(training, validates ? 'val_loss' : 'loss').stopping?.monitor ?? monitor;

const GO_ON = 'go on with the same command and --resume';

/** Each run in a folder of its own, so that one plot has them side by side. @param run Its path, once it is made. */
async function tensorBoardOf({ values: { tensorboard, histograms } }: Job, run: () => string): Promise<readonly Callback[]> {
  if (tensorboard === undefined) return [];
  const { tensorBoard } = await import('../../node/tensorBoard.ts');
  let callback: Callback;
  return [
    {
      onTrainBegin(control) {
        callback = tensorBoard(join(tensorboard, basename(run())), histograms === undefined ? {} : { histograms });
        return callback.onTrainBegin?.(control);
      },
      onEpochEnd: (event, control) => callback.onEpochEnd?.(event, control),
      onTrainEnd: (control) => callback.onTrainEnd?.(control),
    },
  ];
}

/** The number that is watched, for the progress to show. */
function monitorOf({ spec: { training } }: Job): string | undefined {
  const { keepBest, earlyStopping } = training ?? {};
  const kept = typeof keepBest === 'object' ? keepBest.monitor : keepBest;
  return typeof kept === 'string' ? kept : earlyStopping?.monitor;
}

const missingOut = () =>
  new UsageError('the command line of netspec train', [
    { path: '--out', expected: 'a folder, as the run to repeat saved no model', received: 'nothing' },
  ]);
