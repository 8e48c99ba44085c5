import { predictForecast, fitForecastBaselines, type ForecastBaselines } from '../baseline/forecastBaselines.ts';
import { oneTurn, type InTurns } from '../turns/inTurns.ts';
import { answersToUnits, toUnits } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import { describeSeason, describeSteps } from '../data/forecast/step.ts';
import { evaluateForecast } from '../evaluate/evaluateForecast.ts';
import type { Report } from '../evaluate/report.ts';
import { LAST } from '../spec/forecast/options.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinInputs } from './baselineColumns.ts';
import type { ModelRecord } from './model.ts';
import type { Examples } from './slots.ts';
import type { Table } from './table.ts';

/** The report on windows that are encoded already, and what the network answered for them. */
export function* evaluateWindows({ encoders, spec, baselines }: ModelRecord, examples: Examples, { values }: Table): InTurns<Report> {
  const { forecast, targets } = encoders!;
  const { window, horizon, step, season } = forecast!;
  const { origins, scales } = examples.windows!;
  const target = targets[0]!;
  const inUnits = (answers: Float32Array) => oneTurn(() => answersToUnits(target, answers));
  const answered = baselines && (yield* oneTurn(() => answerBaselines(baselines, encoders!, spec.network, examples)));
  return yield* evaluateForecast({
    rows: examples.rows,
    horizon,
    window,
    targets: toUnits(target, Float32Array.from(examples.outputs[0]!.values)),
    outputs: yield* inUnits(Float32Array.from(values)),
    ...(answered
      ? {
          baselines: {
            trivial: yield* inUnits(answered.trivial),
            linear: 'reason' in answered.linear ? answered.linear : yield* inUnits(answered.linear),
            ...(answered.seasonal
              ? { seasonal: 'reason' in answered.seasonal ? answered.seasonal : yield* inUnits(answered.seasonal) }
              : {}),
          },
          ...(answered.seasonalRows === undefined ? {} : { seasonalRows: answered.seasonalRows }),
        }
      : {}),
    quantiles: target.type === 'quantiles' ? target.quantiles : [],
    origins,
    ahead: describeSteps(horizon, step),
    ...(season === undefined ? {} : { season: { steps: season, name: describeSeason(season, step) } }),
    ...(scales ? { scales } : {}),
  });
}

/** What a network that forecasts has to beat, learned from the windows of training. */
export function forecastBaselines(encoders: Encoders, set: Examples, network: NormalisedModel['network']): InTurns<ForecastBaselines> {
  const { horizon } = encoders.forecast!;
  const target = encoders.targets[0]!;
  const { seasonal } = set.windows!;
  return fitForecastBaselines({
    ...joinWithoutLast(network, set),
    ys: set.outputs[0]!.values,
    last: lastValues(encoders, network, set),
    ...(seasonal ? { seasonal: seasonal.values } : {}),
    horizon,
    quantiles: target.type === 'quantiles' ? target.quantiles : [],
  });
}

function answerBaselines(baselines: ForecastBaselines, encoders: Encoders, network: NormalisedModel['network'], examples: Examples) {
  const { rows, windows } = examples;
  const { trivial, linear, seasonal } = baselines;
  const { xs, width } = joinWithoutLast(network, examples);
  const last = lastValues(encoders, network, examples);
  const before = windows!.seasonal && knownSeasons(windows!.seasonal.values, last);
  return {
    trivial: predictForecast(trivial, xs, width, last, rows),
    linear: linear.type === 'notFitted' ? linear : predictForecast(linear, xs, width, last, rows),
    ...(before === undefined ? {} : { seasonal: answerSeasonal(), seasonalRows: before.rows }),
  };

  function answerSeasonal() {
    if (before!.rows === 0) return { reason: 'the rows of none of these forecasts reach back so far' };
    if (seasonal === undefined) return { reason: 'no rows of training reach back so far' };
    return predictForecast(seasonal, xs, width, before!.values, rows);
  }
}

/**
 * The values a season ago, the last value in place of those that are not known, so that all forecasts are judged on the same windows.
 * `rows`: of how many windows those of all steps are known.
 * @param values [rows, horizon]
 */
function knownSeasons(values: ArrayLike<number>, last: ArrayLike<number>) {
  const horizon = values.length / last.length;
  const unknown = new Set<number>();
  const filled = Float32Array.from(values, (value, at) => {
    if (!Number.isNaN(value)) return value;
    const row = Math.floor(at / horizon);
    unknown.add(row);
    return last[row]!;
  });
  return { values: filled, rows: last.length - unknown.size };
}

/** What the linear model reads: all but the last value, which is added to what it answers. */
const joinWithoutLast = ({ inputs }: NormalisedModel['network'], examples: Examples) =>
  joinInputs(examples.inputs, inputs, { inputs: inputs.flatMap(({ id }) => (id === LAST ? [] : [id])) });

/** The last value of the target before each horizon as it is encoded, [rows]. */
function lastValues({ forecast }: Encoders, { inputs }: NormalisedModel['network'], examples: Examples): ArrayLike<number> {
  const { relative, window } = forecast!;
  if (relative === 'last') return examples.inputs[inputs.findIndex(({ id }) => id === LAST)]!.values;
  const { values, shape } = examples.inputs[0]!; // [rows, window, width], the target first
  const width = shape[1]!;
  return Float32Array.from({ length: examples.rows }, (_, row) => values[(row * window + window - 1) * width]!);
}
