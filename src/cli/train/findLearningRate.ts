import type { Io } from '../io.ts';
import { learningRatePlot } from '../learningRatePlot.ts';
import type { Job } from './job.ts';
import { createTeller } from './teller.ts';
import { backendOf } from './backendOf.ts';

/** Sweeps over learning rates, plots the losses and suggests one. */
export async function findLearningRate(job: Job, io: Io): Promise<number> {
  const teller = createTeller(io, job.values);
  const backend = await backendOf(job, teller);
  const { findLearningRate: find } = await import('../../train/findLearningRate.ts');
  const { onWarning } = teller.callback;
  const found = await find(job.spec, job.rows, {
    ...job.options,
    startBackend: backend.start,
    onStep: teller.step,
    ...(io.signal ? { signal: io.signal } : {}),
    ...(onWarning ? { onWarning } : {}),
  });
  teller.result({ event: 'learningRates', ...found }, () => {
    const size = { width: Math.min(io.stdout.columns, 80), height: 14 };
    const plot = found.rates.length < 2 ? [] : [...learningRatePlot(found, size), ''];
    const note = found.note === undefined ? [] : [found.note];
    return `${[...plot, ...note, `suggested: --learning-rate ${Number(found.suggestion.toPrecision(2))}`].join('\n')}\n`;
  });
  return 0;
}
