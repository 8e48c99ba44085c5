import { mean } from '../metrics/mean.ts';
import type { Comparison } from './comparison.ts';

/** So many standard errors must lie between two forecasts: by chance alone they do about once in twenty times. */
const STANDARD_ERRORS = 2;
/** From fewer moments nothing can be told. */
export const FEWEST_MOMENTS = 4;

/**
 * Compares what two ways to forecast lost from each origin. Horizons overlap, so that what one origin says is much what the one
 * before said: the variance of the mean counts that in, over as many moments as a horizon has (F. X. Diebold and R. S. Mariano,
 * "Comparing Predictive Accuracy", Journal of Business & Economic Statistics 13, 1995, with the weights of Newey and West, 1987).
 * @param own What the first lost from each origin, [rows]; smaller is better.
 * @param other What the second lost.
 * @param times When each origin was, [rows]: series that are forecast from one moment count as one.
 */
export function compareForecasts(own: Float64Array, other: Float64Array, times: ArrayLike<number>, horizon: number): Comparison {
  const byTime = new Map<number, { sum: number; count: number }>();
  own.forEach((loss, row) => {
    const found = byTime.get(times[row]!) ?? { sum: 0, count: 0 };
    found.sum += other[row]! - loss;
    found.count++;
    byTime.set(times[row]!, found);
  });
  const gains = Float64Array.from([...byTime].sort(([a], [b]) => a - b).map(([, { sum, count }]) => sum / count));
  const moments = gains.length;
  if (moments < FEWEST_MOMENTS) return 'equal';
  const centre = mean(gains);
  const away = gains.map((gain) => gain - centre);
  const covariance = (lag: number) => {
    let sum = 0;
    for (let i = lag; i < moments; i++) sum += away[i]! * away[i - lag]!;
    return sum / moments;
  };
  let variance = covariance(0);
  for (let lag = 1; lag < Math.min(horizon, moments); lag++) variance += 2 * (1 - lag / horizon) * covariance(lag);
  const rounding = 1e-6 * (mean(own) + mean(other)); // what float32 leaves between equal answers
  const least = Math.max(STANDARD_ERRORS * Math.sqrt(Math.max(0, variance) / moments), rounding);
  if (Math.abs(centre) <= least) return 'equal';
  return centre > 0 ? 'better' : 'worse';
}
