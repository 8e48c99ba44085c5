import { minimise } from './lbfgs.ts';
import { sum, weightedMean } from './weighted.ts';

/** Like that of the logistic regression beside it. */
const PENALTY = 1;
const TOLERANCE = 1e-6;

/** Weights [width] and the bias. */
export interface PoissonFit {
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Poisson regression with a logarithm for its link and an L2 penalty on the weights: the minimum of the sum of
 * weight * (exp(score) - y * score), plus |w|² / 2. (scikit-learn's PoissonRegressor with alpha = 1 / sum of weights.)
 * @param z [rows, width], standardised.
 * @param y [rows] counts, whose scale is no matter to the weights.
 * @param rowWeights [rows] how much each row counts.
 */
export function poisson(
  z: Float64Array,
  y: ArrayLike<number>,
  rowWeights: ArrayLike<number>,
  width: number,
  maximumEvaluations: number,
): PoissonFit {
  const rows = y.length;
  const total = sum(rowWeights);
  const start = new Float64Array(width + 1);
  start[width] = Math.log(Math.max(weightedMean(y, rowWeights), 1e-12));
  const solution = minimise(
    (point, gradient) => {
      let loss = 0;
      for (let row = 0; row < rows; row++) {
        let score = point[width]!;
        for (let i = 0; i < width; i++) score += z[row * width + i]! * point[i]!;
        const rate = Math.exp(score);
        loss += rowWeights[row]! * (rate - y[row]! * score);
        const error = (rowWeights[row]! * (rate - y[row]!)) / total;
        for (let i = 0; i < width; i++) gradient[i]! += error * z[row * width + i]!;
        gradient[width]! += error;
      }
      let squares = 0;
      for (let i = 0; i < width; i++) {
        squares += point[i]! ** 2;
        gradient[i]! += (PENALTY / total) * point[i]!;
      }
      return (loss + (PENALTY / 2) * squares) / total;
    },
    start,
    { tolerance: TOLERANCE, maximumEvaluations },
  );
  return { weights: solution.slice(0, width), bias: solution[width]! };
}
