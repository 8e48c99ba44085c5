import { predictedLabel } from '../metrics/labels.ts';
import { mean } from '../metrics/mean.ts';
import type { Batch } from '../metrics/meter.ts';
import type { Task } from '../metrics/task.ts';
import { compareClasses, compareNumbers, compareOne, type Comparison, type Gain } from './comparison.ts';
import { judges } from './judges.ts';

type Numbers = ArrayLike<number>;

/** So many standard errors must lie between two models: by chance alone they do about once in twenty times. */
const STANDARD_ERRORS = 2;
/** How much larger the largest class must be than the smallest for accuracy to flatter. */
export const UNEVEN = 2;
/** Fewer rows tell nothing. */
export const FEWEST_ROWS = 4;

/**
 * Compares two models' answers to the same rows: by correctness and by log loss for classes and labels, else by the loss that goes
 * with the task: squared and absolute error, pinball loss, Poisson deviance.
 * @param batch What should be answered, class numbers, [rows], or numbers, [rows, width], and what the first answered. A row
 * counts by its weight.
 * @param other What the second answered, laid out alike.
 * @param quantiles Those that are answered, where the task is about them.
 */
export function compareAnswers(
  task: Task,
  { targets, outputs: own, rows, weights }: Batch,
  other: Numbers,
  quantiles: readonly number[] = [],
): Comparison {
  const width = own.length / rows;
  const centre = weights && mean(weights);
  const gainBy = (losses: (outputs: Numbers) => Float64Array) => {
    const weighted = (outputs: Numbers) => {
      const costs = losses(outputs);
      if (weights !== undefined) for (let row = 0; row < rows; row++) costs[row]! *= weights[row]! / centre!;
      return costs;
    };
    return gainOf(weighted(own), weighted(other));
  };
  const judge = judges[task];
  const answers = gainBy((outputs) => judge.losses(targets, outputs, width, quantiles));
  const { logLosses, absoluteLosses } = judge;
  if (logLosses) return compareClasses(answers, gainBy((outputs) => logLosses(targets, outputs, width))); // prettier-ignore
  if (absoluteLosses) return compareNumbers(answers, gainBy((outputs) => absoluteLosses(targets, outputs, width))); // prettier-ignore
  return compareOne(answers);
}

/**
 * Whether a model has clearly more right answers than another once each class counts alike, as in balanced accuracy; false where
 * classes are about as frequent as each other, so that this is no other question.
 * @param batch Class numbers, [rows], and what the first answered.
 */
export function isMoreBalanced({ targets, outputs, rows, weights }: Batch, other: Numbers): boolean {
  const sums = new Map<number, number>();
  const weightOf = (row: number) => weights?.[row] ?? 1;
  for (let row = 0; row < rows; row++) sums.set(targets[row]!, (sums.get(targets[row]!) ?? 0) + weightOf(row));
  if (Math.max(...sums.values()) < UNEVEN * Math.min(...sums.values())) return false;
  const factors = new Float64Array(rows);
  for (let row = 0; row < rows; row++) factors[row] = weightOf(row) / (sums.get(targets[row]!)! || 1);
  const centre = mean(factors);
  const width = outputs.length / rows;
  const mistakes = (answers: Numbers) => {
    const costs = new Float64Array(rows);
    for (let row = 0; row < rows; row++) if (predictedLabel(answers, row, width) !== targets[row]) costs[row] = factors[row]! / centre;
    return costs;
  };
  const gain = gainOf(mistakes(outputs), mistakes(other));
  return gain.isClear && gain.mean > 0;
}

/**
 * Compares losses row by row: what makes a row hard is hard for both models, and drops out of the difference.
 * @param own Loss of the first model on each row; smaller is better.
 * @param other Loss of the second.
 */
export function gainOf(own: Float64Array, other: Float64Array): Gain {
  const rows = own.length;
  // Row by row, without a list of them: there may be very many.
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += other[row]! - own[row]!;
  const gain = sum / rows;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += (other[row]! - own[row]! - gain) ** 2;
  const variance = squares / (rows - 1);
  const rounding = 1e-6 * (mean(own) + mean(other)); // what float32 leaves between equal answers
  const least = Math.max(STANDARD_ERRORS * Math.sqrt(variance / rows), rounding);
  const told = Math.abs(gain) > rounding ? gain : 0;
  const share = told === 0 ? 0 : told / Math.max(mean(own), mean(other));
  return { mean: told, share, isClear: rows >= FEWEST_ROWS && Math.abs(gain) > least };
}
