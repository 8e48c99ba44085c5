import { averaged, shareOf } from './averaged.ts';
import type { CreateTally } from './tally.ts';

/**
 * The weighted harmonic mean of precision and recall, recall counting beta times as much (van Rijsbergen 1979); 0 for a class that
 * was never answered right. scikit-learn's `fbeta_score`.
 */
export const fBeta: CreateTally = (output, options) => {
  const square = Number(options.beta) ** 2;
  return averaged(output, options, ({ right, answered, actual }) => shareOf((1 + square) * right, square * actual + answered));
};

/** The harmonic mean of precision and recall. scikit-learn's `f1_score`. */
export const f1: CreateTally = (output, options) => fBeta(output, { ...options, beta: 1 });
