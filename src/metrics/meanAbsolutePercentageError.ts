import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** A target of 0 counts as this much: TF.js's bound. */
const LEAST = 1e-7;

/** 100 times the mean of |y - p| / |y|: 100 times scikit-learn's `mean_absolute_percentage_error`, but for targets of 0. */
export const meanAbsolutePercentageError: CreateTally = () =>
  meanOverValues((target, output) => (100 * Math.abs(target - output)) / Math.max(Math.abs(target), LEAST));
