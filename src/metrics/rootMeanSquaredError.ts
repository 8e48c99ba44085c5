import { mean } from './mean.ts';
import { sums } from './sums.ts';
import type { CreateTally } from './tally.ts';

/**
 * Root of the mean squared error, in the target's own units; over several outputs the mean of their roots. scikit-learn's
 * `root_mean_squared_error`.
 */
export const rootMeanSquaredError: CreateTally = ({ width }) =>
  sums(
    width + 1, // squares by output, and weights
    (kept, places) => {
      for (let place = 0; place < places.count; place++) {
        const weight = places.weight(place);
        for (let i = 0; i < width; i++) kept[i]! += weight * (places.target(place, i) - places.outputs[place * width + i]!) ** 2;
        kept[width]! += weight;
      }
    },
    (kept) => mean(kept.subarray(0, width).map((squares) => Math.sqrt(squares / kept[width]!))),
  );
