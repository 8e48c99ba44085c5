import { predictedLabels } from '../metrics/labels.ts';
import { logLosses } from '../metrics/logLoss.ts';
import { mean } from '../metrics/mean.ts';
import { squaredErrors } from '../metrics/meanSquaredError.ts';
import type { Batch } from '../metrics/meter.ts';
import type { Task } from '../metrics/task.ts';

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
 * Compares two models' answers to the same rows: by correctness and by log loss for classes, by squared error for numbers.
 * @param batch Class numbers, [rows], or numbers, [rows, width], and what the first answered. A row counts by its weight.
 * @param other What the second answered, laid out alike.
 */
export function compareAnswers(task: Task, { targets, outputs: own, rows, weights }: Batch, other: Numbers): Comparison {
  const width = own.length / rows;
  const factors = weights && scaleToMeanOne(weights);
  const gainBy = (losses: (outputs: Numbers) => Float64Array) => {
    const weighted = (outputs: Numbers) => (factors ? losses(outputs).map((loss, row) => loss * factors[row]!) : losses(outputs));
    return gainOf(weighted(own), weighted(other));
  };
  if (task === 'regression') {
    const { mean, isClear } = gainBy((outputs) => rowMeans(squaredErrors(targets, outputs), width));
    return !isClear ? 'equal' : mean > 0 ? 'better' : 'worse';
  }
  const answers = gainBy((outputs) => mistakes(targets, predictedLabels(outputs, width)));
  const probabilities = gainBy((outputs) => logLosses(targets, outputs, width));
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

const mistakes = (labels: Numbers, predicted: Numbers) => Float64Array.from(labels, (label, row) => (label === predicted[row] ? 0 : 1));

const rowMeans = (values: Float64Array, width: number) =>
  Float64Array.from({ length: values.length / width }, (_, row) => mean(values.subarray(row * width, (row + 1) * width)));
