import { targetLabels } from '../metrics/labels.ts';
import { column } from '../metrics/column.ts';
import type { Task } from '../metrics/task.ts';
import { logistic, logisticWork } from './logistic.ts';
import { ridge, ridgeWork } from './ridge.ts';
import { standardise } from './standardise.ts';
import { sum, weightedMean } from './weighted.ts';

/** The same answer for every row: class frequencies, or the mean. */
export interface ConstantModel {
  readonly type: 'constant';
  readonly outputs: readonly number[];
}

/** activation(x . weights + bias) */
export interface LinearModel {
  readonly type: 'linear';
  readonly activation: 'linear' | 'sigmoid' | 'softmax';
  /** [width, outputs], flat. */
  readonly weights: readonly number[];
  readonly bias: readonly number[];
}

/** Why there is no linear model. */
export interface NotFitted {
  readonly type: 'notFitted';
  readonly reason: string;
}

/** What a network has to beat, fitted on the same training rows: plain JSON that travels with the model. */
export interface Baselines {
  readonly trivial: ConstantModel;
  readonly linear: LinearModel | NotFitted;
  /** The inputs of the network that the linear model reads, side by side. Default: all. */
  readonly inputs?: readonly string[];
}

/** About a second of plain JavaScript, however large the data. */
const MOST_MULTIPLICATIONS = 1e9;
const MOST_CELLS = 2e7;
/** Logistic regression mostly needs fewer evaluations than this. */
const ENOUGH_EVALUATIONS = 100;

/**
 * Fits the baselines. Trivial: the classes' frequencies, or the mean. Linear: logistic regression (L2, C = 1) or ridge regression
 * (alpha 1) on standardised columns, in float64; not fitted where that would take longer than a few seconds.
 * @param xs [rows, width] as the network reads them.
 * @param ys [rows, outputs] as the network should answer them, or class numbers, [rows].
 * @param outputs Length of the network's answer.
 * @param weights [rows] how much each row counts, as scikit-learn's sample_weight: 2 is as the row twice. Default: all alike.
 */
export function fitBaselines(
  xs: Float32Array,
  width: number,
  ys: Float32Array,
  outputs: number,
  task: Task,
  weights: Float32Array = new Float32Array(xs.length / width).fill(1),
): Baselines {
  const rows = xs.length / width;
  const trivial = fitTrivial(ys, weights, outputs, task);
  const reason = tooMuch(rows, width, outputs, task);
  if (reason !== undefined) return { trivial, linear: { type: 'notFitted', reason } };
  return { trivial, linear: fitLinear(xs, weights, width, ys, outputs, task) };
}

/**
 * A baseline's answers, laid out as the network's: [rows, outputs].
 * @param xs [rows, width] as the network reads them.
 */
export function predictBaseline(model: ConstantModel | LinearModel, xs: Float32Array, width: number): Float32Array {
  const rows = xs.length / width;
  if (model.type === 'constant') {
    const { outputs } = model;
    return Float32Array.from({ length: rows * outputs.length }, (_, at) => outputs[at % outputs.length]!);
  }
  const { weights, bias, activation } = model;
  const answers = new Float32Array(rows * bias.length);
  for (let row = 0; row < rows; row++) {
    const scores = Float64Array.from(bias);
    for (let i = 0; i < width; i++) {
      for (let k = 0; k < bias.length; k++) scores[k]! += xs[row * width + i]! * weights[i * bias.length + k]!;
    }
    answers.set(activations[activation](scores), row * bias.length);
  }
  return answers;
}

const activations = {
  linear: (scores: Float64Array) => scores,
  sigmoid: (scores: Float64Array) => scores.map((score) => 1 / (1 + Math.exp(-score))),
  softmax: (scores: Float64Array) => {
    const most = scores.reduce((a, b) => Math.max(a, b));
    const powers = scores.map((score) => Math.exp(score - most));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  },
};

function fitTrivial(ys: Float32Array, weights: Float32Array, outputs: number, task: Task): ConstantModel {
  if (task === 'regression') return { type: 'constant', outputs: columnMeans(ys, weights, outputs) };
  const counts = Array.from({ length: Math.max(outputs, 2) }, () => 0);
  targetLabels(ys, weights.length).forEach((label, row) => (counts[label]! += weights[row]!));
  const total = sum(weights);
  const shares = counts.map((count) => count / total);
  return { type: 'constant', outputs: outputs === 1 ? [shares[1]!] : shares };
}

const columnMeans = (ys: Float32Array, weights: Float32Array, outputs: number): readonly number[] =>
  Array.from({ length: outputs }, (_, i) => weightedMean(column(ys, outputs, i), weights));

function fitLinear(xs: Float32Array, weights: Float32Array, width: number, ys: Float32Array, outputs: number, task: Task): LinearModel {
  const rows = weights.length;
  const { values: z, means, factors } = standardise(xs, rows, width, weights);
  if (task === 'regression') {
    const centre = columnMeans(ys, weights, outputs);
    // A row whose squares count w times is the row times the root of w.
    const roots = Float64Array.from(weights, Math.sqrt);
    const fit = ridge(
      z.map((value, at) => value * roots[Math.floor(at / width)]!),
      Float64Array.from(ys, (y, at) => (y - centre[at % outputs]!) * roots[Math.floor(at / outputs)]!),
      rows,
      width,
      outputs,
    );
    return { type: 'linear', activation: 'linear', ...forRawColumns(fit, centre, means, factors) };
  }
  const evaluations = Math.floor(MOST_MULTIPLICATIONS / logisticWork(rows, width, outputs));
  const fit = logistic(z, targetLabels(ys, rows), weights, rows, width, outputs, evaluations);
  const activation = outputs === 1 ? 'sigmoid' : 'softmax';
  return { type: 'linear', activation, ...forRawColumns(fit.weights, [...fit.bias], means, factors) };
}

/** Weights for columns as they came from weights for standardised ones. */
function forRawColumns(weights: Float64Array, bias: readonly number[], means: Float64Array, factors: Float64Array) {
  const outputs = bias.length;
  const raw = Array.from(weights, (weight, at) => weight * factors[Math.floor(at / outputs)]!);
  const shifted = bias.map((value, k) => means.reduce((sum, centre, i) => sum - centre * raw[i * outputs + k]!, value));
  return { weights: raw, bias: shifted };
}

function tooMuch(rows: number, width: number, outputs: number, task: Task): string | undefined {
  const work = task === 'regression' ? ridgeWork(rows, width, outputs) : ENOUGH_EVALUATIONS * logisticWork(rows, width, outputs);
  if (work <= MOST_MULTIPLICATIONS && rows * width <= MOST_CELLS) return undefined;
  return `${rows} rows of ${width} columns are too many to fit one in a few seconds`;
}
