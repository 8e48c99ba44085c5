import { TrainingError } from '../errors.ts';
import type { Diverged } from './diverged.ts';

/** The error of a run whose loss became no finite number: each problem is one thing that was found. */
export function divergedError({ findings, at: { epoch, batch, loss }, weights, kept }: Diverged): TrainingError {
  const issues = findings.map(({ place, message, fix }) => ({
    path: `epoch ${epoch}, step ${batch}: ${place}`,
    expected: 'a finite loss',
    received: `${loss} (${message})`,
    fix,
  }));
  return new TrainingError('the training', issues, weights, kept);
}
