import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/**
 * Mean of q (y - p) where the answer is too small and (1 - q) (p - y) where it is too large: least for the q-quantile (Koenker and
 * Bassett 1978). scikit-learn's `mean_pinball_loss` with alpha = q.
 */
export const pinball: CreateTally = (_output, { quantile }) => {
  const share = Number(quantile);
  return meanOverValues((target, output) => pinballLoss(share, target, output));
};

export const pinballLoss = (share: number, target: number, output: number): number =>
  target >= output ? share * (target - output) : (1 - share) * (output - target);
