import { formOf, LABEL_THRESHOLD } from './output.ts';
import { meanOverShares } from './shares.ts';
import type { CreateTally } from './tally.ts';

/** Distance between 1 and the next float32: a probability nearer to 0 or 1 is taken to be this near. */
const EPSILON = 2 ** -23;

/**
 * Mean of -ln p(right class), clipped as scikit-learn's `log_loss` clips float32 probabilities, so that one sure mistake costs 15.9
 * and not infinity. Of several labels a place (yes or no each), their mean.
 */
export const logLoss: CreateTally = (output) =>
  formOf(output) === 'binary'
    ? meanOverShares(output, (places, place, shares) => {
        let sum = 0;
        for (let i = 0; i < places.width; i++) {
          const share = shares[place * places.width + i]!;
          sum += surprise(places.target(place, i) > LABEL_THRESHOLD ? share : 1 - share);
        }
        return sum / places.width;
      })
    : meanOverShares(output, (places, place, shares) => surprise(shares[place * places.width + places.label(place)]!));

/**
 * -ln p(right class) of each row, [rows].
 * @param labels [rows] class numbers.
 * @param probabilities [rows, width]; a width of 1 is the probability of the second of two classes.
 */
export function logLosses(labels: ArrayLike<number>, probabilities: ArrayLike<number>, width: number): Float64Array {
  const losses = new Float64Array(labels.length);
  for (let row = 0; row < losses.length; row++) {
    const label = labels[row]!;
    const first = probabilities[row]!;
    losses[row] = surprise(width > 1 ? probabilities[row * width + label]! : label === 1 ? first : 1 - first);
  }
  return losses;
}

const surprise = (probability: number) => -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
