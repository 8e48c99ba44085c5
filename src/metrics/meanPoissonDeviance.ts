import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** Mean of 2 (y log(y / p) - y + p). scikit-learn's `mean_poisson_deviance`. NaN where an answer is not above 0. */
export const meanPoissonDeviance: CreateTally = () => meanOverValues(poissonDeviance);

/** Of one count and what was expected of it. */
export function poissonDeviance(target: number, output: number): number {
  if (!(output > 0)) return NaN;
  return 2 * ((target === 0 ? 0 : target * Math.log(target / output)) - target + output);
}
