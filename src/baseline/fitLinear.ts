import { column } from '../metrics/column.ts';
import { targetLabels } from '../metrics/labels.ts';
import type { Task } from '../metrics/task.ts';
import type { LinearModel } from './baselines.ts';
import { columnMeans } from './fitTrivial.ts';
import { fill, type InTurns } from '../turns/inTurns.ts';
import { logistic, logisticWork } from './logistic.ts';
import { poisson } from './poisson.ts';
import { ridge } from './ridge.ts';
import { standardise, type Standardised } from './standardise.ts';
import { weightedMean, weightedQuantile } from './weighted.ts';

/** What a linear model is fitted to. */
export interface LinearProblem {
  /** [rows, width] as the network reads them. */
  readonly xs: Float32Array;
  readonly width: number;
  /** [rows, outputs] as the network should answer them, or class numbers, [rows]. */
  readonly ys: Float32Array;
  readonly outputs: number;
  /** [rows] how much each row counts. */
  readonly weights: Float32Array;
  readonly task: Task;
  readonly quantiles: readonly number[];
  readonly mostMultiplications: number;
}

/** The linear model that goes with the task. */
export function* fitLinear(problem: LinearProblem): InTurns<LinearModel> {
  const { xs, width, weights, outputs, task } = problem;
  const table = yield* standardise(xs, weights.length, width, weights);
  switch (task) {
    case 'regression':
      return linearModel('linear', yield* fitRidge(problem, table, problem.ys, outputs), table);
    case 'quantiles':
      return linearModel('linear', yield* fitShifted(problem, table), table);
    case 'count':
      return linearModel('linear', yield* fitCounts(problem, table), table);
    case 'labels':
    case 'ordinal':
      return linearModel('sigmoid', yield* fitEach(problem, table), table);
    default:
      return linearModel(outputs === 1 ? 'sigmoid' : 'softmax', yield* fitClasses(problem, table), table);
  }
}

/** For standardised columns: weights [width, outputs] and a bias for each output. */
interface Fit {
  readonly weights: Float64Array;
  readonly bias: readonly number[];
}

/** And what a fit without the row leaves of each, [rows, outputs], where it is known. */
interface RidgeFit extends Fit {
  readonly leftOut?: Float64Array;
}

function* fitRidge({ width, weights }: LinearProblem, { values: z }: Standardised, ys: Float32Array, outputs: number): InTurns<RidgeFit> {
  const centre = yield* columnMeans(ys, weights, outputs);
  // A row whose squares count w times is the row times the root of w.
  const roots = Float64Array.from(weights, Math.sqrt);
  const centred = yield* fill(new Float64Array(ys.length), (at) => ys[at]! - centre[at % outputs]!);
  const fit = yield* ridge(z, centred, roots, width, outputs);
  return { ...fit, bias: centre };
}

/** Ridge regression for the mean, moved by the quantiles of what it leaves of rows that it was not fitted to: the same spread everywhere. */
function* fitShifted(problem: LinearProblem, table: Standardised): InTurns<Fit> {
  const { width, weights, ys, outputs, quantiles } = problem;
  const y = Float32Array.from(column(ys, outputs, 0));
  const { weights: slopes, bias, leftOut } = yield* fitRidge(problem, table, y, 1);
  // Of very many rows what the fit to all of them leaves is not much less.
  const left =
    leftOut ??
    (yield* fill(new Float64Array(y.length), (row) => {
      let answer = bias[0]!;
      for (let i = 0; i < width; i++) answer += table.values[row * width + i]! * slopes[i]!;
      return y[row]! - answer;
    }));
  const moved: number[] = [];
  for (const share of quantiles) moved.push(bias[0]! + (yield* weightedQuantile(left, weights, share)));
  return {
    weights: Float64Array.from({ length: width * outputs }, (_, at) => slopes[Math.floor(at / outputs)]!),
    bias: moved,
  };
}

function* fitCounts({ width, weights, ys, mostMultiplications }: LinearProblem, { values: z }: Standardised): InTurns<Fit> {
  const fit = yield* poisson(z, ys, weights, width, evaluationsFor(mostMultiplications, weights.length, width, 1));
  return { weights: fit.weights, bias: [fit.bias] };
}

function* fitClasses({ width, weights, ys, outputs, mostMultiplications }: LinearProblem, { values: z }: Standardised): InTurns<Fit> {
  const rows = weights.length;
  const evaluations = evaluationsFor(mostMultiplications, rows, width, outputs);
  const fit = yield* logistic(z, targetLabels(ys, rows), weights, rows, width, outputs, evaluations);
  return { weights: fit.weights, bias: [...fit.bias] };
}

/** This far from 0 and 1 is the probability of what always is, or never. */
const NEVER = 1e-6;

/** One logistic regression for each output, which knows nothing of the others. */
function* fitEach({ width, weights, ys, outputs, mostMultiplications }: LinearProblem, { values: z }: Standardised): InTurns<Fit> {
  const rows = weights.length;
  const evaluations = evaluationsFor(mostMultiplications, rows, width, outputs);
  const all = new Float64Array(width * outputs);
  const bias: number[] = [];
  for (let output = 0; output < outputs; output++) {
    const labels = column(ys, outputs, output);
    const share = weightedMean(labels, weights);
    if (share <= 0 || share >= 1) {
      bias.push(Math.log(share <= 0 ? NEVER : 1 / NEVER));
      continue;
    }
    const fit = yield* logistic(z, labels, weights, rows, width, 1, evaluations);
    for (let i = 0; i < width; i++) all[i * outputs + output] = fit.weights[i]!;
    bias.push(fit.bias[0]!);
  }
  return { weights: all, bias };
}

const evaluationsFor = (most: number, rows: number, width: number, outputs: number): number =>
  Math.floor(most / logisticWork(rows, width, outputs));

/** A model of columns as they came, from a fit for standardised ones. */
function linearModel(activation: LinearModel['activation'], { weights, bias }: Fit, { means, factors }: Standardised): LinearModel {
  const outputs = bias.length;
  const raw = Array.from(weights, (weight, at) => weight * factors[Math.floor(at / outputs)]!);
  const shifted = bias.map((value, k) => means.reduce((sum, centre, i) => sum - centre * raw[i * outputs + k]!, value));
  return { type: 'linear', activation, weights: raw, bias: shifted };
}
