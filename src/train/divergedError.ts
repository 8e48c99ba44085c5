import { TrainingError } from '../errors.ts';
import type { DivergedAt } from './loop.ts';
import type { Divergence } from './watch/divergence.ts';

/** What is known of a run whose loss became no finite number. */
export interface Diverged extends Divergence {
  readonly at: DivergedAt;
  /** The last weights that gave finite losses, in the model's order; undefined where there were none. */
  readonly weights: readonly Float32Array[] | undefined;
}

/** The error of a run whose loss became no finite number: each problem is one thing that was found. */
export function divergedError({ findings, at: { epoch, batch, loss }, weights }: Diverged): TrainingError {
  const issues = findings.map(({ place, message, fix }) => ({
    path: `epoch ${epoch}, step ${batch}: ${place}`,
    expected: 'a finite loss',
    received: `${loss} (${message})`,
    fix,
  }));
  return new TrainingError('the training', issues, weights);
}
