import { mean } from './mean.ts';
import { sums } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** What is kept of each output. */
const MEAN = 0;
const VARIATION = 1;
const UNEXPLAINED = 2;
const EACH = 3;

/**
 * Share of the target's variance that is explained: 1 is perfect, 0 as good as always answering the mean of these rows. Over
 * several outputs their mean. For a target that does not vary: 1 if all answers are right, else 0. NaN for fewer than two places.
 * All as scikit-learn's `r2_score`. The variance grows row by row (West 1979), which keeps its digits where the mean is large.
 */
export const r2Score: CreateTally = ({ width }) =>
  sums(
    EACH * width + 2, // and weights, places
    (kept, places) => {
      const weights = EACH * width;
      for (let place = 0; place < places.count; place++) {
        const weight = places.weight(place);
        kept[weights + 1]!++;
        if (weight === 0) continue;
        const all = (kept[weights]! += weight);
        for (let i = 0; i < width; i++) {
          const target = places.target(place, i);
          const at = EACH * i;
          const away = target - kept[at + MEAN]!;
          kept[at + MEAN]! += (away * weight) / all;
          kept[at + VARIATION]! += weight * away * (target - kept[at + MEAN]!);
          kept[at + UNEXPLAINED]! += weight * (target - places.outputs[place * width + i]!) ** 2;
        }
      }
    },
    (kept) => {
      if (kept[EACH * width + 1]! < 2) return NaN;
      return mean(Array.from({ length: width }, (_, i) => explained(kept[EACH * i + UNEXPLAINED]!, kept[EACH * i + VARIATION]!)));
    },
  );

function explained(unexplained: number, variation: number): number {
  if (variation === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / variation;
}
