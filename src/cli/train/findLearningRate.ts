import { writeJson, type Io } from '../io.ts';
import { learningRatePlot } from '../learningRatePlot.ts';
import type { Job } from './job.ts';

/** Sweeps over learning rates, plots the losses and suggests one. */
export async function findLearningRate({ spec, rows, options, backend, values }: Job, io: Io): Promise<number> {
  const { ensureBackend } = await import('../../node/ensureBackend.ts');
  await ensureBackend(backend);
  const { findLearningRate: find } = await import('../../train/findLearningRate.ts');
  const { epochs: _, ...rest } = options;
  const found = await find(spec, rows, { ...rest, ...(io.signal ? { signal: io.signal } : {}) });
  if (values.json === true) {
    writeJson(io.stdout, found);
    return 0;
  }
  const rate = Number(found.suggestion.toPrecision(2));
  const plot = learningRatePlot(found, { width: Math.min(io.stdout.columns, 80), height: 14 });
  const note = found.note === undefined ? [] : [found.note];
  io.stdout.write(`${[...plot, '', ...note, `suggested: --learning-rate ${rate}`].join('\n')}\n`);
  return 0;
}
