import { placesOfFeatures } from '../../spec/forecast/inputs.ts';
import { FUTURE, PAST, SERIES } from '../../spec/forecast/options.ts';
import type { Feature } from '../../spec/features.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import { createFitting } from '../encode.ts';
import type { Encoders } from '../encoders.ts';
import { selectRows } from '../read/selectRows.ts';
import type { ForecastEncoder } from './encoder.ts';
import type { InTurns } from '../../turns/inTurns.ts';
import { lookBack } from './season.ts';
import type { Run } from './series.ts';
import { usualSeason, type Step } from './step.ts';
import type { Timeline } from './timeline.ts';
import type { TimeFormat } from '../time/timeFormat.ts';

/** A table that is about to be learned from. */
export interface ForecastRows extends Timeline {
  readonly step: Step;
  readonly written: TimeFormat;
  /** For each series. */
  readonly runs: readonly (readonly Run[])[];
}

/**
 * Learns from rows of training how to turn columns into numbers, and what comes round.
 * @param rows Row numbers in the history.
 * @param seenUntil The time of the last row that training looks at, those that watch it included.
 * @throws DataError as `fitEncoders` does.
 */
export function* fitForecast(spec: NormalisedModel, table: ForecastRows, rows: Uint32Array, seenUntil: number): InTurns<Encoders> {
  const { window, horizon, time, series, relative, season: given } = spec.forecast!;
  const { step, written } = table;
  const fitting = createFitting(spec);
  yield* fitting.addByColumn(selectRows(table.history, rows));
  const { inputs, targets } = fitting.finish();
  const learned = new Map(inputs.flatMap(({ features }) => features.map((encoder) => [encoder.name, encoder] as const)));
  const places = placesOfFeatures((spec.features ?? {}) as Readonly<Record<string, Feature>>, spec.forecast!);
  const input = (id: string, names: readonly string[]) => ({ id, features: names.map((name) => learned.get(name)!) });
  const season = given ?? usualSeason(step);
  const errors = season === undefined ? {} : yield* meanChanges(table, targets[0]!.name, season, rows);
  return {
    inputs: [
      input(PAST, places.past),
      ...(places.future.length > 0 ? [input(FUTURE, places.future)] : []),
      ...(places.series.length > 0 ? [input(SERIES, places.series)] : []),
    ],
    targets,
    forecast: {
      window,
      horizon,
      time,
      ...(series === undefined ? {} : { series }),
      relative,
      step,
      written,
      ...(season === undefined ? {} : { season }),
      ...errors,
      seenUntil,
    },
  };
}

/** Mean of |value - value a season before| over rows of all series, and of each; nothing where there is none, or nothing changes. */
function* meanChanges(
  { history, series, step }: ForecastRows,
  target: string,
  season: number,
  rows: Uint32Array,
): InTurns<Pick<ForecastEncoder, 'seasonalError' | 'seasonalErrors'>> {
  const numbers = history.column(target)!.numbers();
  const isSeen = new Uint8Array(history.rows);
  for (const row of rows) isSeen[row] = 1;
  const changes: Changes[] = [];
  for (const one of series) {
    const look = lookBack(one, step, season);
    yield;
    let [sum, count] = [0, 0];
    one.rows.forEach((row, at) => {
      const before = isSeen[row] === 1 ? look(at, 0, 1) : undefined;
      if (before === undefined) return;
      sum += Math.abs(numbers[row]! - numbers[one.rows[before]!]!);
      count++;
    });
    changes.push({ id: one.id, sum, count });
    yield;
  }
  const sum = changes.reduce((total, one) => total + one.sum, 0);
  if (!(sum > 0)) return {};
  const own = changes.flatMap(({ id, sum: of, count }) => (id !== undefined && of > 0 ? [[id, of / count] as const] : []));
  return {
    seasonalError: sum / changes.reduce((total, { count }) => total + count, 0),
    ...(own.length > 0 ? { seasonalErrors: Object.fromEntries(own) } : {}),
  };
}

interface Changes {
  readonly id: string | undefined;
  readonly sum: number;
  readonly count: number;
}
