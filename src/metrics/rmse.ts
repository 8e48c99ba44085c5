import { column } from './column.ts';
import { mean } from './mean.ts';

/** Root of the mean squared error, in the target's own units; over several outputs ([rows, width]) the mean of their roots. */
export function rmse(targets: ArrayLike<number>, outputs: ArrayLike<number>, width = 1): number {
  const squares = squaredErrors(targets, outputs);
  return mean(Array.from({ length: width }, (_, i) => Math.sqrt(mean(column(squares, width, i)))));
}

/** One for each number, [rows, width]. */
export const squaredErrors = (targets: ArrayLike<number>, outputs: ArrayLike<number>): Float64Array =>
  Float64Array.from(targets, (target, i) => (target - outputs[i]!) ** 2);
