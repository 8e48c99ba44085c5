import type { NotFitted } from '../baseline/baselines.ts';
import { oneTurn, type InTurns } from '../turns/inTurns.ts';
import { mean } from '../metrics/mean.ts';
import { pinballLosses } from '../metrics/meanPinball.ts';
import { compareForecasts } from './compareForecasts.ts';
import { forecastVerdict, type ForecastRival } from './forecastVerdict.ts';
import { judges } from './judges.ts';
import type { ByForecaster, Metrics, Report } from './report.ts';
import type { NumberScores, QuantileScores } from './scores.ts';

type Numbers = ArrayLike<number>;

/** Why the value a season ago tells nothing. */
export interface NoSeason {
  readonly reason: string;
}

/** Forecasts to be judged, in the target's own units. */
export interface ForecastAnswers {
  /** From how many places: moments of series. */
  readonly rows: number;
  readonly horizon: number;
  readonly window: number;
  /** What should be answered, [rows, horizon], or [rows, horizon, quantiles]. */
  readonly targets: Numbers;
  readonly outputs: Numbers;
  /** What the baselines answered, laid out as `outputs`. */
  readonly baselines?: { readonly trivial: Numbers; readonly linear: Numbers | NotFitted; readonly seasonal?: Numbers | NoSeason };
  /** For how many places the values a season ago are known at all steps; at others `seasonal` has the last value. Default: all. */
  readonly seasonalRows?: number;
  /** Those that are answered; empty for a number. */
  readonly quantiles: readonly number[];
  /** When each place is, [rows]. */
  readonly origins: Numbers;
  /** The horizon in words: `6 months`. */
  readonly ahead: string;
  /** Steps after which things come round, and what a season before is called: `a year ago`. */
  readonly season?: { readonly steps: number; readonly name: string };
  /** What MASE divides each error by, [rows]: what the value a season ago misses by in that series. */
  readonly scales?: Numbers;
}

/** Metrics over all steps of all forecasts, the same for the baselines and for each step ahead, and a verdict in words. */
export function* evaluateForecast(answers: ForecastAnswers): InTurns<Report> {
  const { rows, horizon, window, targets, outputs, baselines, quantiles, origins, ahead, season, scales, seasonalRows = rows } = answers;
  const task = quantiles.length === 0 ? 'regression' : 'quantiles';
  const steps = rows * horizon;
  const measure = function* (given: Numbers): InTurns<NumberScores | QuantileScores> {
    const scores = (yield* judges[task].measure({ targets, outputs: given, rows: steps }, quantiles)) as NumberScores | QuantileScores;
    return scales === undefined || scores.mae === null ? scores : { ...scores, mase: scaledError(targets, given, scales, quantiles) };
  };
  const lossesOf = (given: Numbers) => byOrigin(quantiles.length === 0 ? absolute(targets, given) : pinballLosses(targets, given, quantiles), rows); // prettier-ignore
  const own = yield* oneTurn(() => lossesOf(outputs));
  const rival = function* (name: string, given: Numbers): InTurns<ForecastRival> {
    return {
      name,
      scores: yield* measure(given),
      comparison: compareForecasts(own, yield* oneTurn(() => lossesOf(given)), origins, horizon),
    };
  };
  const network = yield* measure(outputs);
  const trivial = baselines && (yield* rival('the last value', baselines.trivial));
  const linear = baselines && ('reason' in baselines.linear ? baselines.linear : yield* rival('the linear model', baselines.linear));
  const seasonName = `the value ${season?.name ?? 'a season ago'}`;
  const before = baselines?.seasonal;
  const seasonal = before && !('reason' in before) ? yield* rival(seasonName, before) : undefined;
  const rivals = [linear && 'scores' in linear ? linear : undefined, trivial, seasonal].filter((one) => one !== undefined);
  const maeByStep = (given: Numbers) => oneTurn(() => stepErrors(targets, given, horizon, quantiles));
  return {
    rows,
    task,
    ...(quantiles.length > 0 ? { quantiles } : {}),
    metrics: network as Metrics,
    baselines:
      trivial && linear
        ? { trivial: trivial.scores, linear: 'scores' in linear ? linear.scores : null, seasonal: seasonal?.scores ?? null }
        : null,
    forecast: {
      window,
      horizon,
      ahead,
      ...(season ? { season: season.steps, seasonName: season.name } : {}),
      ...(seasonal && seasonalRows < rows ? { seasonalRows } : {}),
      maeByStep: {
        network: yield* maeByStep(outputs),
        linear: baselines && !('reason' in baselines.linear) ? yield* maeByStep(baselines.linear) : null,
        trivial: baselines ? yield* maeByStep(baselines.trivial) : null,
        seasonal: before && !('reason' in before) ? yield* maeByStep(before) : null,
      } satisfies ByForecaster<readonly number[]>,
    },
    verdict: forecastVerdict({
      task,
      network,
      isFinite: Array.from(outputs).every(Number.isFinite),
      moments: new Set(Array.from(origins)).size,
      rivals,
      ...(linear && 'reason' in linear ? { noLinear: linear.reason } : {}),
      ...(before && 'reason' in before ? { noSeason: { name: seasonName, reason: before.reason } } : {}),
      ...(seasonal && seasonalRows < rows ? { unknownSeasons: { name: seasonName, rows: rows - seasonalRows, of: rows } } : {}),
    }),
  };
}

function absolute(targets: Numbers, outputs: Numbers): Float64Array {
  const errors = new Float64Array(targets.length);
  for (let i = 0; i < errors.length; i++) errors[i] = Math.abs(targets[i]! - outputs[i]!);
  return errors;
}

/** [rows, horizon] -> [rows] */
function byOrigin(losses: Float64Array, rows: number): Float64Array {
  const horizon = losses.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => mean(losses.subarray(row * horizon, (row + 1) * horizon)));
}

/** The mean of |error| / scale over all steps; of quantiles that of the median. */
function scaledError(targets: Numbers, outputs: Numbers, scales: Numbers, quantiles: readonly number[]): number {
  const each = quantiles.length || 1;
  const [perRow, steps] = [targets.length / scales.length, targets.length / each];
  let sum = 0;
  for (let at = Math.max(0, quantiles.indexOf(0.5)); at < targets.length; at += each) {
    sum += Math.abs(targets[at]! - outputs[at]!) / scales[Math.floor(at / perRow)]!;
  }
  return sum / steps;
}

/** The mean absolute error of each step ahead, [horizon]; of quantiles that of the median. */
function stepErrors(targets: Numbers, outputs: Numbers, horizon: number, quantiles: readonly number[]): readonly number[] {
  const each = quantiles.length || 1;
  const at = Math.max(0, quantiles.indexOf(0.5));
  const rows = targets.length / each / horizon;
  return Array.from({ length: horizon }, (_, step) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const place = (row * horizon + step) * each + at;
      sum += Math.abs(targets[place]! - outputs[place]!);
    }
    return sum / rows;
  });
}
