import { predictForecast, fitForecastBaselines, type ForecastBaselines } from '../baseline/forecastBaselines.ts';
import { fill, inRanges, type InTurns } from '../turns/inTurns.ts';
import { answersToUnits, toUnits } from '../data/encode.ts';
import { unitsInTurns } from '../data/rowsInTurns.ts';
import type { Encoders } from '../data/encoders.ts';
import { describeSeason, describeSteps } from '../data/forecast/step.ts';
import { evaluateForecast, type NoSeason } from '../evaluate/evaluateForecast.ts';
import type { Report } from '../evaluate/report.ts';
import { LAST } from '../spec/forecast/options.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinInputs, type JoinedInputs } from './baselineColumns.ts';
import type { ModelRecord } from './model.ts';
import type { Examples } from './slots.ts';
import type { Table } from './table.ts';

/** The report on windows that are encoded already, and what the network answered for them. */
export function* evaluateWindows({ encoders, spec, baselines }: ModelRecord, examples: Examples, { values }: Table): InTurns<Report> {
  const { forecast, targets } = encoders!;
  const { window, horizon, step, season } = forecast!;
  const { origins, scales } = examples.windows!;
  const target = targets[0]!;
  const { rows } = examples;
  const inUnits = (answers: Float32Array) => unitsInTurns(answersToUnits, target, answers, rows);
  const answered = baselines && (yield* answerBaselines(baselines, encoders!, spec.network, examples));
  return yield* evaluateForecast({
    rows,
    horizon,
    window,
    targets: yield* unitsInTurns(toUnits, target, Float32Array.from(examples.outputs[0]!.values), rows),
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
export function* forecastBaselines(encoders: Encoders, set: Examples, network: NormalisedModel['network']): InTurns<ForecastBaselines> {
  const { horizon } = encoders.forecast!;
  const target = encoders.targets[0]!;
  const { seasonal } = set.windows!;
  return yield* fitForecastBaselines({
    ...(yield* joinWithoutLast(network, set)),
    ys: set.outputs[0]!.values,
    last: yield* lastValues(encoders, network, set),
    ...(seasonal ? { seasonal: seasonal.values } : {}),
    horizon,
    quantiles: target.type === 'quantiles' ? target.quantiles : [],
  });
}

function* answerBaselines(baselines: ForecastBaselines, encoders: Encoders, network: NormalisedModel['network'], examples: Examples) {
  const { rows, windows } = examples;
  const { trivial, linear, seasonal } = baselines;
  const { xs, width } = yield* joinWithoutLast(network, examples);
  const last = yield* lastValues(encoders, network, examples);
  const before = windows!.seasonal && (yield* knownSeasons(windows!.seasonal.values, last));
  return {
    trivial: yield* predictForecast(trivial, xs, width, last, rows),
    linear: linear.type === 'notFitted' ? linear : yield* predictForecast(linear, xs, width, last, rows),
    ...(before === undefined ? {} : { seasonal: yield* answerSeasonal(before), seasonalRows: before.rows }),
  };

  function* answerSeasonal(known: KnownSeasons): InTurns<Float32Array | NoSeason> {
    if (known.rows === 0) return { reason: 'the rows of none of these forecasts reach back so far' };
    if (seasonal === undefined) return { reason: 'no rows of training reach back so far' };
    return yield* predictForecast(seasonal, xs, width, known.values, rows);
  }
}

interface KnownSeasons {
  readonly values: Float32Array;
  /** Of how many windows those of all steps are known. */
  readonly rows: number;
}

/**
 * The values a season ago, the last value in place of those that are not known, so that all forecasts are judged on the same windows.
 * @param values [rows, horizon]
 */
function* knownSeasons(values: ArrayLike<number>, last: ArrayLike<number>): InTurns<KnownSeasons> {
  const horizon = values.length / last.length;
  const unknown = new Set<number>();
  const filled = new Float32Array(values.length);
  yield* inRanges(values.length, 5, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = Math.floor(at / horizon);
      if (Number.isNaN(values[at]!)) unknown.add(row);
      filled[at] = Number.isNaN(values[at]!) ? last[row]! : values[at]!;
    }
  });
  return { values: filled, rows: last.length - unknown.size };
}

/** What the linear model reads: all but the last value, which is added to what it answers. */
const joinWithoutLast = ({ inputs }: NormalisedModel['network'], examples: Examples): InTurns<JoinedInputs> =>
  joinInputs(examples.inputs, inputs, { inputs: inputs.flatMap(({ id }) => (id === LAST ? [] : [id])) });

/** The last value of the target before each horizon as it is encoded, [rows]. */
function* lastValues({ forecast }: Encoders, { inputs }: NormalisedModel['network'], examples: Examples): InTurns<ArrayLike<number>> {
  const { relative, window } = forecast!;
  if (relative === 'last') return examples.inputs[inputs.findIndex(({ id }) => id === LAST)]!.values;
  const { values, shape } = examples.inputs[0]!; // [rows, window, width], the target first
  const width = shape[1]!;
  return yield* fill(new Float32Array(examples.rows), (row) => values[(row * window + window - 1) * width]!);
}
