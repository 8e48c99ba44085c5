import type { Task } from '../metrics/task.ts';
import { fitLinear } from './fitLinear.ts';
import { fitTrivial } from './fitTrivial.ts';
import type { InTurns } from '../turns/inTurns.ts';
import { logisticWork } from './logistic.ts';
import { ridgeWork } from './ridge.ts';

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
  /** Of inputs that hold numbers of levels: which of them the linear model reads, each as one 0 or 1, in this order. */
  readonly levels?: Readonly<Record<string, readonly number[]>>;
}

/** About a second of plain JavaScript, however large the data. */
const MOST_MULTIPLICATIONS = 1e9;
const MOST_CELLS = 2e7;
/** Logistic regression mostly needs fewer evaluations than this. */
const ENOUGH_EVALUATIONS = 100;

/**
 * Fits the baselines. Trivial: frequencies, the mean, or the quantiles of the rows. Linear, in float64, on numbers that are
 * standardised and levels that are 0 or 1: logistic regression for classes, and one for each label or place in an order; ridge
 * regression for numbers, and for quantiles moved by those of what it leaves; Poisson regression for counts. How strong their
 * penalty is, rows decide that are left out of a fit. It is not fitted where that would take longer than a few seconds.
 * @param xs [rows, width] as the network reads them.
 * @param ys [rows, outputs] as the network should answer them, or class numbers, [rows].
 * @param outputs Length of the network's answer.
 * @param weights [rows] how much each row counts, as scikit-learn's sample_weight: 2 is as the row twice. Default: all alike.
 * @param quantiles Those that are answered, where the task is about them.
 * @param lossWeights [rows] how much each row counts for the linear model, weights of classes included: it is what a network so
 * trained can be held against, like with like. The trivial answer has none of them, which would call the rarest class as frequent
 * as the others. Default: `weights`.
 */
export function* fitBaselines(
  xs: Float32Array,
  width: number,
  ys: Float32Array,
  outputs: number,
  task: Task,
  weights: Float32Array = new Float32Array(xs.length / width).fill(1),
  quantiles: readonly number[] = [],
  lossWeights: Float32Array = weights,
): InTurns<Baselines> {
  const rows = xs.length / width;
  const trivial = yield* fitTrivial(ys, weights, outputs, task, quantiles);
  const reason = tooMuch(rows, width, outputs, task);
  if (reason !== undefined) return { trivial, linear: { type: 'notFitted', reason } };
  const problem = { xs, width, ys, outputs, weights: lossWeights, task, quantiles, mostMultiplications: MOST_MULTIPLICATIONS };
  return { trivial, linear: yield* fitLinear(problem) };
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
  const scores = new Float64Array(bias.length);
  for (let row = 0; row < rows; row++) {
    scores.set(bias);
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

/** Why there is no linear model of so many numbers; nothing where there can be one. */
export function tooMuch(rows: number, width: number, outputs: number, task: Task): string | undefined {
  const work =
    task === 'regression' || task === 'quantiles'
      ? ridgeWork(rows, width, outputs)
      : ENOUGH_EVALUATIONS * logisticWork(rows, width, outputs);
  if (work <= MOST_MULTIPLICATIONS && rows * width <= MOST_CELLS) return undefined;
  return `${rows} rows of ${width} columns are too many to fit one in a few seconds`;
}
