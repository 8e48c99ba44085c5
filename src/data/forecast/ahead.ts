import { DataError, show, type Issue } from '../../errors.ts';
import { FUTURE } from '../../spec/forecast/options.ts';
import type { Encoded } from '../encode.ts';
import type { Encoders } from '../encoders.ts';
import { columnsOf } from '../features/table.ts';
import type { Frame } from '../frame.ts';
import { columnOf } from '../read/cells.ts';
import { selectRows } from '../read/selectRows.ts';
import type { Answer } from '../targets/kind.ts';
import { answersInTurns } from '../rowsInTurns.ts';
import { mapInTurns, type InTurns } from '../../turns/inTurns.ts';
import { encodeInput, encodePast, joinPast, requireRoom } from './encodeWindows.ts';
import { runsOf, type Run, type Series } from './series.ts';
import { describeSteps, placeOf, stepsBetween, timeAfter } from './step.ts';
import { readTimeline, type Timeline } from './timeline.ts';
import { momentOf, writeTime } from '../time/timeFormat.ts';
import type { Window } from './windows.ts';

/** What a network reads to forecast each series of a table from its last row on, and where the answers belong. */
export interface Ahead {
  readonly inputs: readonly Encoded[];
  /** For each series. */
  readonly origins: readonly { readonly id: string | undefined; readonly time: number }[];
  /** What is not forecast. */
  readonly leftOut: readonly ShortSeries[];
  /** The rows of the windows. */
  readonly read: Frame;
}

/**
 * Reads a table that ends where the forecast begins; rows without a target after it tell what is known in advance.
 * Series that have fewer rows in a row than the window are left out.
 * @throws DataError where all do, or what is known in advance is missing.
 */
export function* encodeAhead(encoders: Encoders, frame: Frame): InTurns<Ahead> {
  const { window, time, series: column, step, written } = encoders.forecast!;
  const target = encoders.targets[0]!.name;
  const all = yield* readTimeline(frame, { time, ...(column === undefined ? {} : { series: column }), target }, written);
  const kept = all.series.map((_, i) => i).filter((i) => all.series[i]!.rows.length + all.later[i]!.rows.length > 0);
  const timeline: Timeline = { ...all, series: kept.map((i) => all.series[i]!), later: kept.map((i) => all.later[i]!) };
  const short = shortSeries(encoders, timeline, yield* runsOf(timeline.history, time, timeline.series, step));
  if (short.size === timeline.series.length) throw new DataError('the data', shortIssues(encoders, [...short.values()]));
  const read = lastWindows(timeline, (series) => !short.has(series), window);
  const windows = read.series.map((_, series): Window => ({ series, at: window - 1 }));
  requireRoom(encoders, windows.length, frame.source);
  const future = yield* encodeFuture(encoders, read);
  return {
    inputs: yield* joinPast(encoders, read.series, yield* encodePast(encoders, read.history), windows, future),
    origins: read.series.map(({ id, times }) => ({ id, time: times.at(-1)! })),
    leftOut: [...short.values()],
    read: read.history,
  };
}

/** Only the rows that are read: what stands in others is not looked at. */
function lastWindows(timeline: Timeline, isKept: (series: number) => boolean, window: number): Timeline {
  const places = timeline.series.flatMap((_, i) => (isKept(i) ? [i] : []));
  const kept = places.map((i) => timeline.series[i]!);
  return {
    ...timeline,
    history: selectRows(timeline.history, Uint32Array.from(kept.flatMap(({ rows }) => [...rows.subarray(-window)]))),
    series: kept.map(({ id, times }, i): Series => {
      return { id, rows: Uint32Array.from({ length: window }, (_, step) => i * window + step), times: times.subarray(-window) };
    }),
    later: places.map((i) => timeline.later[i]!),
  };
}

/**
 * Answers of a network by series and time: `{ shop: 'north', date: '2024-01-01', sold: 17.5 }`, the steps of each series after one
 * another. The series is there where the rows have a column of it.
 * @param output [series, horizon], or [series, horizon, quantiles], flat.
 */
export function* decodeAhead(encoders: Encoders, output: Float32Array, { origins }: Ahead): InTurns<Answer[]> {
  const { horizon, time, series, step, written } = encoders.forecast!;
  const ahead = yield* mapInTurns(origins, WRITING * horizon, ({ id, time: last }) =>
    Array.from({ length: horizon }, (_, k) => ({ id, when: writeTime(timeAfter(step, last, k + 1), written) })),
  );
  const places = ahead.flat();
  const place = (row: number) => [places[row]!.id, places[row]!.when].filter((part) => part !== undefined).join(', ');
  const answers = yield* answersInTurns(encoders, [output], places.length, place);
  return yield* mapInTurns(answers, WRITING, (answer, row) => ({
    ...(series === undefined ? {} : { [series]: places[row]!.id }),
    [time]: places[row]!.when,
    ...answer,
  }));
}

/** What it takes to write a time, in multiplications. */
const WRITING = 500;

/** A series that has no whole window up to its last row. */
export interface ShortSeries {
  readonly id: string | undefined;
  /** How many rows it has instead, in words. */
  readonly received: string;
}

/** By their number. */
function shortSeries(encoders: Encoders, { series }: Timeline, runs: readonly (readonly Run[])[]): ReadonlyMap<number, ShortSeries> {
  const { window, written } = encoders.forecast!;
  const short = series.flatMap(({ id, rows, times }, i) => {
    const run = runs[i]!.at(-1);
    const there = run === undefined ? 0 : rows.length - run.start;
    if (there >= window) return [];
    const gap = run !== undefined && run.start > 0 ? ` after a gap before ${show(writeTime(times[run.start]!, written))}` : '';
    return [[i, { id, received: `${there}${gap}` }] as const];
  });
  return new Map(short);
}

function shortIssues(encoders: Encoders, short: readonly ShortSeries[]): readonly Issue[] {
  const { window, step } = encoders.forecast!;
  const expected = `${window} rows with a target, ${describeSteps(1, step)} apart, up to the last: the window that the network reads`;
  const fix = 'give more rows before, and fill in those that are missing';
  const issues = short.slice(0, 5).map(({ id, received }): Issue => ({ path: placeOfSeries(id), expected, received, fix }));
  const rest: readonly Issue[] = short.length > 5 ? [{ path: 'rows', expected, received: `fewer in ${short.length - 5} more series` }] : [];
  return [...issues, ...rest];
}

/** Which series are not forecast, and why, in one sentence. */
export function tellLeftOut({ forecast }: Encoders, { leftOut }: Ahead): string {
  const { window, step } = forecast!;
  const names = leftOut.slice(0, 5).map(({ id, received }) => `${show(id)} (${received})`);
  const more = leftOut.length > 5 ? ` and ${leftOut.length - 5} more` : '';
  return `${leftOut.length} series ${leftOut.length === 1 ? 'is' : 'are'} not forecast, as the network reads ${window} rows with a target, ${describeSteps(1, step)} apart, up to the last: ${names.join(', ')}${more}`;
}

const placeOfSeries = (id: string | undefined) => (id === undefined ? 'rows' : `series ${show(id)}`);

/** What is known in advance, [series, horizon, width]; undefined where the network reads no such. */
function* encodeFuture(encoders: Encoders, timeline: Timeline): InTurns<Encoded | undefined> {
  const input = encoders.inputs.find(({ id }) => id === FUTURE);
  if (input === undefined) return undefined;
  const { horizon, time, step, written } = encoders.forecast!;
  const known = [...new Set(input.features.flatMap(columnsOf))].filter((name) => name !== time);
  const rows = known.length === 0 ? undefined : rowsAhead(encoders, timeline, known);
  const cells = timeline.series.flatMap(({ times }) =>
    Array.from({ length: horizon }, (_, k) => {
      const moment = timeAfter(step, times.at(-1)!, k + 1);
      // Digits where rows hold them, as whatever kind of feature the column is reads them.
      const cell = writeTime(moment, written);
      return typeof cell === 'number' || /^\d+$/.test(cell) ? cell : new Date(momentOf(moment, written));
    }),
  );
  const base = rows && selectRows(timeline.whole, rows);
  const times = columnOf(cells);
  const frame: Frame = {
    rows: cells.length,
    names: [time, ...known],
    source: timeline.whole.source,
    column: (name) => (name === time ? times : base?.column(name)),
    place: (row) => base?.place(row) ?? `step ${(row % horizon) + 1}`,
  };
  const { values, shape } = (yield* encodeInput(encoders, FUTURE, frame))!;
  return { values, shape: [horizon, shape[0]!], rows: timeline.series.length, dtype: 'float32' };
}

/** For each step of each series the row of the table that tells what is known of it. */
function rowsAhead(encoders: Encoders, { whole, series, later }: Timeline, known: readonly string[]): Uint32Array {
  const { horizon, step, written } = encoders.forecast!;
  const issues: Issue[] = [];
  const found = series.flatMap(({ id, times }, i) => {
    const last = times.at(-1)!;
    const rowAt = rowsByStep(later[i]!, (moment) => stepsBetween(placeOf(step, last), placeOf(step, moment)));
    const steps = Array.from({ length: horizon }, (_, k) => k + 1);
    const missing = steps.filter((k) => !rowAt.has(k));
    if (missing.length > 0) {
      const expected = `a row for each of the ${horizon} steps after ${show(writeTime(last, written))}, with ${known.map(show).join(' and ')}, known in advance`;
      const without = missing.slice(0, 3).map((k) => show(writeTime(timeAfter(step, last, k), written)));
      const received = `none for ${without.join(', ')}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}`;
      const fix = `add rows with an empty ${show(encoders.targets[0]!.name)}`;
      issues.push({ path: placeOfSeries(id), expected, received, fix });
    }
    return steps.map((k) => rowAt.get(k) ?? 0);
  });
  if (issues.length > 0) throw new DataError(whole.source, issues);
  return Uint32Array.from(found);
}

const rowsByStep = ({ rows, times }: Series, stepOf: (time: number) => number): ReadonlyMap<number, number> =>
  new Map(Array.from(rows, (row, at) => [stepOf(times[at]!), row] as const));
