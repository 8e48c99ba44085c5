import { DataError, show } from '../../errors.ts';
import { sortLevels } from '../category.ts';
import { createGaps } from '../features/gaps.ts';
import type { Frame } from '../frame.ts';
import { textsOf } from '../textsOf.ts';
import { gatherProblems } from '../problems.ts';
import { inRanges, type InTurns } from '../../turns/inTurns.ts';
import { sortBy } from '../../turns/sortNumbers.ts';
import { describeSteps, placeOf, stepsBetween, type Step } from './step.ts';

/** The rows of one series, by time. */
export interface Series {
  /** What the column of series has; undefined where there is none. */
  readonly id: string | undefined;
  /** Row numbers, ascending in time. */
  readonly rows: Uint32Array;
  readonly times: Float64Array;
}

/** The columns that tell series, time and target. */
export interface SeriesColumns {
  readonly time: string;
  readonly series?: string;
  readonly target: string;
}

/**
 * Rows by series and time, whatever their order in the table.
 * @param times When each row is, [rows].
 * @throws DataError where a row has no series, or one time of a series is in two rows.
 */
export function* sortSeries(frame: Frame, { time, series }: SeriesColumns, times: Float64Array): InTurns<readonly Series[]> {
  const rowsOf = new Map<string, number[]>();
  if (series === undefined)
    rowsOf.set(
      '',
      Array.from(times, (_, row) => row),
    );
  else {
    const { codes, texts } = textsOf(frame, series);
    for (const text of sortLevels(texts)) rowsOf.set(text, []);
    const ofCode = texts.map((text) => rowsOf.get(text)!);
    codes.forEach((code, row) => ofCode[code]!.push(row));
  }
  yield;
  const twice: string[] = [];
  const all: Series[] = [];
  for (const [id, found] of rowsOf) {
    const rows = Uint32Array.from(found);
    yield* sortBy(rows, times);
    for (let i = 1; i < rows.length; i++) {
      const [before, row] = [rows[i - 1]!, rows[i]!];
      if (times[before] !== times[row]) continue;
      const name = series === undefined ? '' : ` of ${series} ${show(id)}`;
      twice.push(`${show(frame.column(time)!.cell(row))}${name} in ${frame.place(before)} and ${frame.place(row)}`);
    }
    all.push({ id: series === undefined ? undefined : id, rows, times: Float64Array.from(rows, (row) => times[row]!) });
    yield;
  }
  if (twice.length === 0) return all;
  const expected = series === undefined ? 'each time in one row' : 'each time of a series in one row';
  const received = listed(twice);
  const fix = series === undefined ? 'leave rows out, or name the column of the series: "forecast": { "series": ... }' : 'leave rows out';
  throw new DataError(frame.source, [{ path: `column ${show(time)}`, expected, received, fix }]);
}

/** Which rows have a target, [rows]; those that have none are of the future, or missing. */
export function rowsWithTarget(frame: Frame, target: string): readonly boolean[] {
  const problems = gatherProblems();
  const hasColumn = problems.within(frame).hasColumn(target);
  problems.throwIfAny();
  const { codes, values } = hasColumn && frame.rows > 0 ? frame.column(target)!.coded() : { codes: new Uint32Array(), values: [] };
  const gaps = createGaps();
  const isThere = values.map((value) => !gaps.has(value));
  return Array.from(codes, (code) => isThere[code]!);
}

/** Some rows of a series. */
export function keepRows({ id, rows, times }: Series, isKept: (row: number, at: number) => boolean): Series {
  const kept = Array.from(rows, (row, at) => (isKept(row, at) ? at : -1)).filter((at) => at >= 0);
  return { id, rows: Uint32Array.from(kept, (at) => rows[at]!), times: Float64Array.from(kept, (at) => times[at]!) };
}

/** Rows of a series that follow one another step by step: from the first up to but not including the last, by their order in it. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts series where rows are missing.
 * @throws DataError where times are not at whole steps from one another.
 */
export function* runsOf(frame: Frame, time: string, all: readonly Series[], step: Step): InTurns<readonly (readonly Run[])[]> {
  const off: string[] = [];
  const shown = (row: number) => `${show(frame.column(time)!.cell(row))} in ${frame.place(row)}`;
  const runs: Run[][] = [];
  for (const { rows, times } of all) {
    const found: Run[] = [];
    let start = 0;
    yield* inRanges(times.length, 100, (from, to) => {
      for (let at = from + 1; at <= to; at++) {
        const steps = at === times.length ? NaN : stepsBetween(placeOf(step, times[at - 1]!), placeOf(step, times[at]!));
        if (at < times.length && !Number.isInteger(steps)) off.push(`${shown(rows[at]!)} after ${shown(rows[at - 1]!)}`);
        if (steps === 1) continue;
        found.push({ start, end: at });
        start = at;
      }
    });
    runs.push(found);
  }
  if (off.length === 0) return runs;
  const expected = `rows at equal steps, the most frequent of which is ${describeSteps(1, step)}`;
  const fix = 'correct the times, or where rows only follow one another number them, and give that column as "time"';
  throw new DataError(frame.source, [{ path: `column ${show(time)}`, expected, received: listed(off), fix }]);
}

const listed = (texts: readonly string[]) => texts.slice(0, 5).join(', ') + (texts.length > 5 ? ` and ${texts.length - 5} more` : '');
