import type { InTurns } from '../turns/inTurns.ts';
import { logisticWork } from './logistic.ts';
import { fitPenalised } from './penalised.ts';
import { weightedMean } from './weighted.ts';

/** Weights [width] and the bias. */
export interface PoissonFit {
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Poisson regression with a logarithm for its link and an L2 penalty on the weights, as strong as `fitPenalised` finds it best.
 * (scikit-learn's PoissonRegressor has alpha = strength / sum of weights.)
 * @param z [rows, width], standardised.
 * @param y [rows] counts.
 * @param rowWeights [rows] how much each row counts.
 */
export function* poisson(
  z: Float64Array,
  y: ArrayLike<number>,
  rowWeights: ArrayLike<number>,
  width: number,
  maximumEvaluations: number,
): InTurns<PoissonFit> {
  const start = new Float64Array(width + 1);
  start[width] = Math.log(Math.max(weightedMean(y, rowWeights), 1e-12));
  const solution = yield* fitPenalised({
    losses: (point, weights, gradient, from, to, sum) => {
      let loss = sum;
      for (let row = from; row < to; row++) {
        const weight = weights[row]!;
        if (weight === 0) continue;
        let score = point[width]!;
        for (let i = 0; i < width; i++) score += z[row * width + i]! * point[i]!;
        const rate = Math.exp(score);
        loss += weight * (rate - y[row]! * score);
        const error = weight * (rate - y[row]!);
        for (let i = 0; i < width; i++) gradient[i]! += error * z[row * width + i]!;
        gradient[width]! += error;
      }
      return loss;
    },
    rowWork: logisticWork(1, width, 1),
    start,
    held: width,
    rowWeights,
    targets: y,
    areClasses: false,
    maximumEvaluations,
  });
  return { weights: solution.slice(0, width), bias: solution[width]! };
}
