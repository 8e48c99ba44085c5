import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** A target of 0 counts as this much, as for scikit-learn: no percentage can be told of it, and what comes out is huge. */
const LEAST = Number.EPSILON;

/** 100 times the mean of |y - p| / |y|: 100 times scikit-learn's `mean_absolute_percentage_error`. */
export const meanAbsolutePercentageError: CreateTally = () =>
  meanOverValues((target, output) => (100 * Math.abs(target - output)) / Math.max(Math.abs(target), LEAST));
