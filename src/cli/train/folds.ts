import { formatFolds } from '../../evaluate/foldScores.ts';
import { claimFolder } from '../claimFolder.ts';
import { writeJson, type Io } from '../io.ts';
import { showProgress } from '../progress.ts';
import type { Job } from './job.ts';

interface Folds {
  readonly folds: number;
  readonly group?: string;
}

/** Trains and evaluates once for each fold; with --out the models are saved as one, which answers the mean of their answers. */
export async function trainFolds(job: Job, folds: Folds, io: Io): Promise<number> {
  const { out } = job.values;
  if (out === undefined) return await run(job, folds, io);
  const giveBack = await claimFolder(out);
  try {
    return await run(job, folds, io);
  } finally {
    await giveBack();
  }
}

async function run({ spec, rows, options, backend, values }: Job, { folds, group }: Folds, io: Io): Promise<number> {
  const isJson = values.json === true;
  const { out } = values;
  const { ensureBackend } = await import('../../node/ensureBackend.ts');
  const chosen = await ensureBackend(backend);
  const isQuiet = isJson || values.quiet === true;
  if (!isQuiet) io.stderr.write(`backend ${chosen.reason}\n`);
  const { crossValidate } = await import('../../train/crossValidate.ts');
  let progress: ReturnType<typeof showProgress> | undefined;
  const { summary, reports, seed, ensemble } = await crossValidate(spec, rows, {
    ...options,
    folds,
    ...(group === undefined ? {} : { group }),
    ...(io.signal ? { signal: io.signal } : {}),
    ensemble: out !== undefined,
    onFold(fold, all) {
      progress?.end();
      progress = showProgress(io.stderr, { quiet: isQuiet });
      if (!isQuiet) progress.note(`fold ${fold}/${all}`);
    },
    callbacks: [
      {
        ...(isQuiet ? {} : { onBatchEnd: (event) => progress!.batch(event) }),
        onEpochEnd: (event) => progress!.epoch(event),
        ...(isJson ? {} : { onWarning: ({ message }) => progress!.note(`warning: ${message}`) }),
      },
    ],
  }).finally(() => progress?.end());
  try {
    if (ensemble !== undefined && out !== undefined) {
      const { save } = await import('../../node/bundleFolder.ts');
      await save(ensemble, out);
    }
    if (isJson) writeJson(io.stdout, { ...summary, seed, reports, ...(out === undefined ? {} : { folder: out }) });
    else {
      io.stdout.write(`${formatFolds(summary)}\n`);
      io.stdout.write(out === undefined ? `(seed ${seed})\n` : `saved as one model of ${folds} in ${out} (seed ${seed})\n`);
    }
    return 0;
  } finally {
    ensemble?.dispose();
  }
}
