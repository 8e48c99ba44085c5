import type { InTurns } from '../turns/inTurns.ts';
import { fitPenalised } from './penalised.ts';

/** Weights [width, scores] and a bias for each score, [scores]. */
export interface LogisticFit {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * Logistic regression with an L2 penalty on the weights and none on the bias, as strong as `fitPenalised` finds it best. One score
 * (of the second class) for two classes, else one for each class.
 * @param z [rows, width], standardised.
 * @param labels [rows] class numbers.
 * @param rowWeights [rows] how much each row counts.
 */
export function* logistic(
  z: Float64Array,
  labels: ArrayLike<number>,
  rowWeights: ArrayLike<number>,
  rows: number,
  width: number,
  scores: number,
  maximumEvaluations: number,
): InTurns<LogisticFit> {
  const held = width * scores;
  const rates = new Float64Array(scores); // of one row: scores, then probabilities, then their errors
  // The parameters: for each score its weights, contiguous; then the biases.
  const solution = yield* fitPenalised({
    losses: (point, weights, gradient, from, to, sum) => {
      let loss = sum;
      for (let row = from; row < to; row++) {
        const weight = weights[row]!;
        if (weight === 0) continue;
        const start = row * width;
        for (let k = 0; k < scores; k++) {
          let score = point[held + k]!;
          for (let i = 0; i < width; i++) score += z[start + i]! * point[k * width + i]!;
          rates[k] = score;
        }
        loss += weight * (scores === 1 ? sigmoidErrors(rates, labels[row]!) : softmaxErrors(rates, labels[row]!));
        for (let k = 0; k < scores; k++) {
          const error = weight * rates[k]!;
          for (let i = 0; i < width; i++) gradient[k * width + i]! += error * z[start + i]!;
          gradient[held + k]! += error;
        }
      }
      return loss;
    },
    rowWork: logisticWork(1, width, scores),
    start: new Float64Array(held + scores),
    held,
    rowWeights,
    targets: labels,
    areClasses: true,
    maximumEvaluations,
  });
  const weights = Float64Array.from({ length: held }, (_, at) => solution[(at % scores) * width + Math.floor(at / scores)]!);
  return { weights, bias: solution.slice(held) };
}

/** Multiplications of one evaluation, about. */
export const logisticWork = (rows: number, width: number, scores: number): number => 2 * rows * (width + 10) * scores;

/** Turns the score of a row into probability minus truth; gives its log loss. */
function sigmoidErrors(rates: Float64Array, label: number): number {
  const score = rates[0]!;
  rates[0] = 1 / (1 + Math.exp(-score)) - label;
  const towards = label === 1 ? score : -score;
  return Math.max(-towards, 0) + Math.log1p(Math.exp(-Math.abs(towards)));
}

/** Turns the scores of a row into probabilities minus truth; gives its log loss. */
function softmaxErrors(rates: Float64Array, label: number): number {
  const most = rates.reduce((a, b) => Math.max(a, b));
  const own = rates[label]! - most;
  let sum = 0;
  for (let k = 0; k < rates.length; k++) sum += rates[k] = Math.exp(rates[k]! - most);
  for (let k = 0; k < rates.length; k++) rates[k]! /= sum;
  rates[label]! -= 1;
  return Math.log(sum) - own;
}
