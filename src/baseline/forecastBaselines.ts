import { column } from '../metrics/column.ts';
import { fitBaselines, predictBaseline, type Baselines, type ConstantModel, type LinearModel, type NotFitted } from './baselines.ts';
import { fill, inRanges, type InTurns } from '../turns/inTurns.ts';
import { weightedQuantile } from './weighted.ts';

/** What a network that forecasts has to beat. All are relative: to the last value, and to the value a season ago. Plain JSON. */
export interface ForecastBaselines extends Baselines {
  /**
   * What is added to the value a season ago; absent where nothing comes round, or where quantiles are answered and no row of training
   * reaches back so far.
   */
  readonly seasonal?: ConstantModel;
}

/** Examples of training, as the network reads and answers them. */
export interface ForecastProblem {
  /** [rows, width], without the last value. */
  readonly xs: Float32Array;
  readonly width: number;
  /** [rows, horizon], or [rows, horizon, quantiles], flat. */
  readonly ys: ArrayLike<number>;
  /** The last value of each, [rows]. */
  readonly last: ArrayLike<number>;
  /** The value a season before each step, [rows, horizon], NaN where it is not known. */
  readonly seasonal?: ArrayLike<number>;
  readonly horizon: number;
  /** Those that are answered; empty for a number. */
  readonly quantiles: readonly number[];
}

/**
 * Fits the baselines. Trivial: the last value; seasonal: the value a season ago, both with the spread that they had among the rows
 * where quantiles are answered. Linear: ridge regression of the change since the last value on all that the network reads.
 */
export function* fitForecastBaselines(problem: ForecastProblem): InTurns<ForecastBaselines> {
  const { xs, width, horizon, quantiles, last, seasonal } = problem;
  const rows = last.length;
  const each = quantiles.length || 1;
  // [rows, horizon, quantiles] -> [rows, horizon]: all quantiles are of one value
  const values = yield* fill(new Float64Array(rows * horizon), (at) => problem.ys[at * each]!);
  const changes = yield* fill(new Float32Array(values.length), (at) => values[at]! - last[Math.floor(at / horizon)]!);
  const sinceSeason = seasonal && (yield* fill(new Float32Array(values.length), (at) => values[at]! - seasonal[at]!));
  return {
    trivial: (yield* spread(changes, horizon, quantiles))!,
    linear: yield* quantiles.length === 0 ? ofNumbers(xs, width, changes, horizon) : ofQuantiles(xs, width, changes, horizon, quantiles),
    ...(sinceSeason ? optional(yield* spread(sinceSeason, horizon, quantiles)) : {}),
  };
}

const optional = (seasonal: ConstantModel | undefined) => (seasonal ? { seasonal } : {});

/**
 * What a baseline answers, laid out as the network's answers.
 * @param base What it is relative to, [rows] or [rows, horizon].
 */
export function* predictForecast(
  model: ConstantModel | LinearModel,
  xs: Float32Array,
  width: number,
  base: ArrayLike<number>,
  rows: number,
): InTurns<Float32Array> {
  const outputs = model.type === 'constant' ? model.outputs.length : model.bias.length;
  const answers = new Float32Array(rows * outputs);
  const perBase = answers.length / base.length;
  yield* inRanges(rows, outputs * (width + 10), (from, to) => {
    const changes = predictBaseline(model, xs.subarray(from * width, to * width), width);
    for (let i = 0, at = from * outputs; i < changes.length; i++, at++) answers[at] = changes[i]! + base[Math.floor(at / perBase)]!;
  });
  return answers;
}

/** Nothing is added for a number; for quantiles those of what was, step by step. Undefined where a step has nothing to tell of. */
function* spread(changes: Float32Array, horizon: number, quantiles: readonly number[]): InTurns<ConstantModel | undefined> {
  if (quantiles.length === 0) return { type: 'constant', outputs: Array.from({ length: horizon }, () => 0) };
  const steps = Array.from({ length: horizon }, (_, step) => column(changes, horizon, step).filter((value) => !Number.isNaN(value)));
  if (steps.some(({ length }) => length === 0)) return undefined;
  const outputs: number[] = [];
  for (const own of steps) {
    const weights = new Float32Array(own.length).fill(1);
    for (const share of quantiles) outputs.push(yield* weightedQuantile(own, weights, share));
  }
  return { type: 'constant', outputs };
}

function* ofNumbers(xs: Float32Array, width: number, changes: Float32Array, horizon: number): InTurns<LinearModel | NotFitted> {
  const { linear } = yield* fitBaselines(xs, width, changes, horizon, 'regression');
  return linear;
}

/** A linear model for each step, side by side. */
function* ofQuantiles(
  xs: Float32Array,
  width: number,
  changes: Float32Array,
  horizon: number,
  quantiles: readonly number[],
): InTurns<LinearModel | NotFitted> {
  const each = quantiles.length;
  const outputs = horizon * each;
  const weights = new Float64Array(width * outputs);
  const bias: number[] = [];
  for (let step = 0; step < horizon; step++) {
    const own = column(changes, horizon, step);
    const ys = Float32Array.from({ length: own.length * each }, (_, at) => own[Math.floor(at / each)]!);
    const { linear } = yield* fitBaselines(xs, width, ys, each, 'quantiles', undefined, quantiles);
    if (linear.type === 'notFitted') return linear;
    bias.push(...linear.bias);
    linear.weights.forEach((weight, at) => (weights[Math.floor(at / each) * outputs + step * each + (at % each)] = weight));
  }
  return { type: 'linear', activation: 'linear', weights: [...weights], bias };
}
