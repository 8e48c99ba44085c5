import { quantilesOf } from './output.ts';
import { meanOverPlaces } from './sums.ts';
import { pinballLoss } from './pinball.ts';
import type { CreateTally } from './tally.ts';

/** The mean over the quantiles that the loss speaks of, of scikit-learn's `mean_pinball_loss` of each. */
export const meanPinball: CreateTally = ({ loss }) => {
  const quantiles = quantilesOf(loss) ?? [0.5];
  return meanOverPlaces((places, place) => {
    let sum = 0;
    for (let i = 0; i < places.width; i++)
      sum += pinballLoss(quantiles[i]!, places.target(place, i), places.outputs[place * places.width + i]!);
    return sum / places.width;
  });
};

/** Of each row the mean over its quantiles, [rows]. Both [rows, quantiles]. */
export function pinballLosses(targets: ArrayLike<number>, outputs: ArrayLike<number>, quantiles: readonly number[]): Float64Array {
  const width = quantiles.length;
  return Float64Array.from({ length: outputs.length / width }, (_, row) => {
    const losses = quantiles.map((quantile, i) => pinballLoss(quantile, targets[row * width + i]!, outputs[row * width + i]!));
    return losses.reduce((sum, loss) => sum + loss, 0) / width;
  });
}
