import { isSource } from '../../data/frame.ts';
import { collect } from '../../data/read/collect.ts';
import { formatFolds, type FoldSummary, type TargetFoldSummaries } from '../../evaluate/foldScores.ts';
import { claimFolder } from '../claimFolder.ts';
import type { Io } from '../io.ts';
import type { Job } from './job.ts';
import { createTeller } from './teller.ts';
import { backendOf } from './backendOf.ts';

/** Trains and evaluates once for each fold; with --out the models are saved as one, which answers the mean of their answers. */
export async function trainFolds(job: Job, io: Io): Promise<number> {
  const { signal } = io;
  const { out } = job.values;
  if (out === undefined) return await run(job, io, signal);
  const giveBack = await claimFolder(out);
  try {
    return await run(job, io, signal);
  } finally {
    await giveBack();
  }
}

async function run(job: Job, io: Io, signal: AbortSignal | undefined): Promise<number> {
  const { out, folds, group } = job.values;
  const teller = createTeller(io, job.values);
  const backend = await backendOf(job, teller);
  const { crossValidate } = await import('../../train/crossValidate.ts');
  const { summary, reports, seed, ensemble } = await crossValidate(job.spec, isSource(job.rows) ? await collect(job.rows) : job.rows, {
    ...job.options,
    startBackend: backend.start,
    onStep: teller.step,
    folds: folds!,
    ...(group === undefined ? {} : { group }),
    ...(signal ? { signal } : {}),
    ensemble: out !== undefined,
    onFold: (fold, all) => teller.fold(fold, all),
    callbacks: [teller.callback],
  }).finally(() => teller.ended());
  try {
    if (ensemble !== undefined) {
      const { save } = await import('../../node/bundleFolder.ts');
      await save(ensemble, out!);
    }
    const saved = out === undefined ? '' : `saved as one model of ${folds} in ${out} `;
    const told = { ...(out === undefined ? {} : { folder: out }), seed, reports };
    const all = summary as FoldSummary | TargetFoldSummaries;
    const result = 'targets' in all ? ({ event: 'targetFolds', ...told, ...all } as const) : ({ event: 'folds', ...told, ...all } as const);
    teller.result(result, () => `${formatFolds(summary)}\n${saved}(seed ${seed})\n`);
    return 0;
  } finally {
    ensemble?.dispose();
  }
}
