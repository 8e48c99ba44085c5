import { show } from '../../errors.ts';
import { claimFolder } from '../claimFolder.ts';
import type { Io } from '../io.ts';
import { showProgress } from '../progress.ts';
import { writeEvent } from '../trainEvents.ts';
import { requireValue, type Job } from './job.ts';
import { stopGently } from './stopGently.ts';

/**
 * Trains, keeps a record of the run, and saves the model. The first Ctrl-C ends it after the step that is running, and what
 * there is is saved; a second one ends the process.
 */
export async function trainRecorded(job: Job, io: Io): Promise<number> {
  const { values } = job;
  const out = requireValue(values.out, '--out', 'a folder');
  const giveBack = await claimFolder(out);
  try {
    return await trainAndSave(job, out, io);
  } finally {
    await giveBack();
  }
}

async function trainAndSave(job: Job, out: string, io: Io): Promise<number> {
  const { spec, rows, data, options, told, values } = job;
  const isJson = values.json === true;
  const start = performance.now();
  const { ensureBackend } = await import('../../node/ensureBackend.ts');
  const backend = await ensureBackend(job.backend);
  if (isJson) writeEvent(io.stdout, { event: 'backend', ...backend } as Parameters<typeof writeEvent>[1]);
  else if (values.quiet !== true) io.stderr.write(`backend ${backend.reason}\n`);

  const { createTrainer } = await import('../../train/trainer.ts');
  const { trainInRun } = await import('../../node/trainInRun.ts');
  const { tensorBoard } = await import('../../node/tensorBoard.ts');
  const monitor = monitorOf(job);
  const progress = showProgress(io.stderr, { quiet: values.quiet === true || isJson, ...(monitor === undefined ? {} : { monitor }) });
  const { tensorboard, histograms } = values;
  const recorded = await trainInRun({
    spec,
    create: (options) => createTrainer(spec, rows, options),
    data,
    out,
    backend: backend.name,
    told,
    resume: values.resume === true,
    from: 'commandLine',
    ...(values.runs === undefined ? {} : { folder: values.runs }),
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.checkpointSeconds === undefined ? {} : { checkpointSeconds: values.checkpointSeconds }),
    ...(values.keepCheckpoints === undefined ? {} : { keepCheckpoints: values.keepCheckpoints }),
    options: {
      ...options,
      callbacks: [
        {
          ...(isJson || values.quiet === true ? {} : { onBatchEnd: (event) => progress.batch(event) }),
          onEpochEnd: (event) => (isJson ? writeEvent(io.stdout, { event: 'epoch', ...event }) : progress.epoch(event)),
          onWarning: (warning) =>
            isJson ? writeEvent(io.stdout, { event: 'warning', ...warning }) : progress.note(`warning: ${warning.message}`),
        },
        ...(tensorboard === undefined ? [] : [tensorBoard(tensorboard, histograms === undefined ? {} : { histograms })]),
      ],
    },
  });
  const { trainer, run, resumedFrom, note } = recorded;
  const letGo = stopGently(io, trainer, progress);
  try {
    const { training, heldOut } = trainer.rows;
    if (isJson) {
      writeEvent(io.stdout, {
        event: 'start',
        run: run.path,
        folder: out,
        seed: trainer.seed,
        epochs: trainer.spec.training.epochs,
        backend: backend.name as 'cpu',
        rows: training,
        heldOutRows: heldOut,
        parameters: trainer.layersModel.countParams(),
        ...(resumedFrom === undefined ? {} : { resumedFromEpoch: resumedFrom }),
      });
    } else if (resumedFrom !== undefined)
      progress.note(`${run.path} goes on after epoch ${resumedFrom}${note === undefined ? '' : ` (${note})`}`);

    while ((await trainer.next()) !== undefined);
    progress.end();
    const { ended, divergence } = trainer;
    const epochs = trainer.history['loss']?.length ?? 0;
    if (isJson && ended !== 'completed') {
      const reason = ended === 'stopped' ? 'interrupted' : ended!;
      writeEvent(io.stdout, { event: 'stopped', reason, epoch: epochs, ...(divergence ? { message: divergence.message } : {}) });
    }
    const model = await trainer.finish();
    try {
      const isWorthSaving = divergence === undefined || epochs > 0;
      if (isWorthSaving) {
        const { save } = await import('../../node/bundleFolder.ts');
        await save(model, out);
      }
      await recorded.finish(model);
      if (divergence !== undefined) {
        const { divergedError } = await import('../../train/divergedError.ts');
        const error = divergedError(divergence);
        io.stderr.write(`${error.name}: ${error.message}\n`);
        const kept = isWorthSaving ? `the last good weights, of epoch ${epochs}, are saved in ${out}` : 'nothing was saved';
        io.stderr.write(`${kept}; the run is in ${run.path}\n`);
        return 1;
      }
      const seconds = (performance.now() - start) / 1000;
      if (isJson) {
        writeEvent(io.stdout, {
          event: 'end',
          folder: out,
          run: run.path,
          seed: trainer.seed,
          epochs,
          bestEpoch: trainer.bestEpoch ?? null,
          heldOut: model.heldOut ?? null,
          seconds,
        });
      } else {
        if (model.heldOut !== undefined) {
          const { formatReport } = await import('../../evaluate/report.ts');
          io.stdout.write(`On rows held out of training:\n\n${formatReport(model.heldOut)}\n`);
        }
        io.stdout.write(`saved in ${out} (seed ${trainer.seed}), the run in ${run.path}\n`);
        if (job.again !== undefined) io.stdout.write(`${await compareWith(job.again, trainer.history)}\n`);
      }
      if (!letGo.stopped) return 0;
      if (!isJson) io.stderr.write(`stopped after epoch ${epochs}; go on with the same command and --resume\n`);
      return 130;
    } finally {
      model.dispose();
    }
  } finally {
    letGo();
    progress.end();
    trainer.dispose();
    await run.close();
  }
}

/** The number that is watched, for the progress to show. */
function monitorOf({ spec: { training } }: Job): string | undefined {
  const { keepBest, earlyStopping } = training ?? {};
  return typeof keepBest === 'string' ? keepBest : earlyStopping?.monitor;
}

/** Whether a run that repeats another came to the same. */
async function compareWith(
  { path, sameData }: { readonly path: string; readonly sameData: boolean },
  history: Readonly<Record<string, readonly number[]>>,
) {
  if (!sameData) return `not the same as ${path}: the data have changed`;
  const { readRun } = await import('../../node/runs/listRuns.ts');
  const before = (await readRun(path)).epochs.map(({ metrics }) => metrics['loss']);
  const now = history['loss'] ?? [];
  if (before.length === now.length && now.every((loss, i) => loss === before[i])) return `the same losses as ${path}, to the last digit`;
  const differs = now.findIndex((loss, i) => loss !== before[i]);
  return `not the same as ${path}: ${differs < 0 ? `${before.length} epochs there, ${now.length} here` : `loss ${show(now[differs])} in epoch ${differs + 1}, ${show(before[differs])} there`}`;
}
