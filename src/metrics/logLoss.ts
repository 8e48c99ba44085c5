import { mean } from './mean.ts';

/** Distance between 1 and the next float32: a probability nearer to 0 or 1 is taken to be this near. */
const EPSILON = 2 ** -23;

/**
 * Mean of -ln p(right class), clipped as scikit-learn clips float32 probabilities, so that one sure mistake costs 15.9 and not
 * infinity.
 * @param labels [rows] class numbers.
 * @param probabilities [rows, width]; a width of 1 is the probability of the second of two classes.
 */
export const logLoss = (labels: ArrayLike<number>, probabilities: ArrayLike<number>, width: number): number =>
  mean(logLosses(labels, probabilities, width));

/** The same for each row, [rows]. */
export const logLosses = (labels: ArrayLike<number>, probabilities: ArrayLike<number>, width: number): Float64Array =>
  Float64Array.from(labels, (label, row) => {
    const first = probabilities[row]!;
    const probability = width > 1 ? probabilities[row * width + label]! : label === 1 ? first : 1 - first;
    return -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
  });
