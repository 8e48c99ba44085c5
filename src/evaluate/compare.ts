import { mean } from '../metrics/mean.ts';
import type { Batch } from '../metrics/meter.ts';
import type { Task } from '../metrics/task.ts';
import { judges } from './judges.ts';

/**
 * How one model did beside another, as far as these rows can tell. 'surer': better probabilities, but no more right answers.
 * 'mixed': one has more right answers, the other better probabilities.
 */
export type Comparison = 'better' | 'surer' | 'mixed' | 'equal' | 'worse';

/** How much less a model loses than another on average, and whether that is more than chance. */
export interface Gain {
  readonly mean: number;
  readonly isClear: boolean;
}

type Numbers = ArrayLike<number>;

/** So many standard errors must lie between two models: by chance alone they do about once in twenty times. */
const STANDARD_ERRORS = 2;
/** Fewer rows tell nothing. */
export const FEWEST_ROWS = 4;

/**
 * Compares two models' answers to the same rows: by correctness and by log loss for classes and labels, else by the loss that goes
 * with the task: squared error, pinball loss, Poisson deviance.
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
  const factors = weights && scaleToMeanOne(weights);
  const gainBy = (losses: (outputs: Numbers) => Float64Array) => {
    const weighted = (outputs: Numbers) => (factors ? losses(outputs).map((loss, row) => loss * factors[row]!) : losses(outputs));
    return gainOf(weighted(own), weighted(other));
  };
  const judge = judges[task];
  const answers = gainBy((outputs) => judge.losses(targets, outputs, width, quantiles));
  if (judge.logLosses === undefined) return !answers.isClear ? 'equal' : answers.mean > 0 ? 'better' : 'worse';
  const probabilities = gainBy((outputs) => judge.logLosses!(targets, outputs, width));
  return compareClasses(answers, probabilities);
}

function scaleToMeanOne(weights: Numbers): Float64Array {
  const centre = mean(weights);
  return Float64Array.from(weights, (weight) => weight / centre);
}

function compareClasses(answers: Gain, probabilities: Gain): Comparison {
  if (!answers.isClear && !probabilities.isClear) return 'equal';
  if (!answers.isClear && probabilities.mean > 0 && answers.mean <= 0) return 'surer';
  if (answers.mean * probabilities.mean < 0) return 'mixed';
  return answers.mean + probabilities.mean > 0 ? 'better' : 'worse';
}

/**
 * Compares losses row by row: what makes a row hard is hard for both models, and drops out of the difference.
 * @param own Loss of the first model on each row; smaller is better.
 * @param other Loss of the second.
 */
export function gainOf(own: Float64Array, other: Float64Array): Gain {
  const rows = own.length;
  const gains = other.map((loss, row) => loss - own[row]!);
  const gain = mean(gains);
  const variance = gains.reduce((sum, value) => sum + (value - gain) ** 2, 0) / (rows - 1);
  const rounding = 1e-6 * (mean(own) + mean(other)); // what float32 leaves between equal answers
  const least = Math.max(STANDARD_ERRORS * Math.sqrt(variance / rows), rounding);
  return { mean: Math.abs(gain) > rounding ? gain : 0, isClear: rows >= FEWEST_ROWS && Math.abs(gain) > least };
}
