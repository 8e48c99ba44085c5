import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** Mean of (y - p)^2; over several outputs their mean. scikit-learn's `mean_squared_error`. */
export const meanSquaredError: CreateTally = () => meanOverValues((target, output) => (target - output) ** 2);

/** One for each number, [rows, width]. */
export function squaredErrors(targets: ArrayLike<number>, outputs: ArrayLike<number>): Float64Array {
  const errors = new Float64Array(targets.length);
  for (let i = 0; i < errors.length; i++) errors[i] = (targets[i]! - outputs[i]!) ** 2;
  return errors;
}
