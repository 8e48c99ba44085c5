import { formOf, LABEL_THRESHOLD } from './output.ts';
import { meanOverShares } from './shares.ts';
import type { CreateTally } from './tally.ts';

/**
 * Mean squared distance between probabilities and what was the case (Brier 1950). From 0 to 1 for two classes: (p - y)^2; from 0 to 2
 * for more: the sum over classes of (p - y)^2. So has it scikit-learn's `brier_score_loss` with `scale_by_half='auto'` (1.7 and
 * later). Of several labels a place (yes or no each), their mean.
 */
export const brierScore: CreateTally = (output) =>
  formOf(output) === 'binary'
    ? meanOverShares(output, (places, place, shares) => {
        let sum = 0;
        for (let i = 0; i < places.width; i++) {
          sum += (shares[place * places.width + i]! - (places.target(place, i) > LABEL_THRESHOLD ? 1 : 0)) ** 2;
        }
        return sum / places.width;
      })
    : meanOverShares(output, (places, place, shares) => {
        const label = places.label(place);
        let sum = 0;
        for (let i = 0; i < places.width; i++) sum += (shares[place * places.width + i]! - (i === label ? 1 : 0)) ** 2;
        return places.width === 2 ? sum / 2 : sum;
      });
