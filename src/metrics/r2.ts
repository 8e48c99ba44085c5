import { column } from './column.ts';
import { mean } from './mean.ts';
import { squaredErrors } from './rmse.ts';

/**
 * Share of the target's variance that is explained: 1 is perfect, 0 as good as always answering the mean of these rows. Over
 * several outputs ([rows, width]) their mean. For a target that does not vary: 1 if all answers are right, else 0. NaN for fewer
 * than two rows. All as scikit-learn's `r2_score`.
 */
export function r2(targets: ArrayLike<number>, outputs: ArrayLike<number>, width = 1): number {
  return mean(Array.from({ length: width }, (_, i) => r2OfOne(column(targets, width, i), column(outputs, width, i))));
}

function r2OfOne(targets: Float64Array, outputs: Float64Array): number {
  if (targets.length < 2) return NaN;
  const unexplained = mean(squaredErrors(targets, outputs));
  const centre = mean(targets);
  const variance = mean(targets.map((target) => (target - centre) ** 2));
  if (variance === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / variance;
}
