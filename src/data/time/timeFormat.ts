import { codedNumbers, type Column, type Frame } from '../frame.ts';
import { gatherProblems, type Wrong } from '../problems.ts';
import { readDate, readDateBy, type DateOrder, type DateReading } from './dateText.ts';
import type { TimePattern } from './findPattern.ts';
import { atOnce, mapInTurns, type InTurns } from '../../turns/inTurns.ts';
import { LEAST_MILLISECONDS } from './numberForm.ts';
import { writePattern } from './writePattern.ts';

/**
 * How the cells of a column of time are read, and answered: plain JSON that travels with the model. Without a pattern, as in models from
 * before, dates are answered as ISO 8601 has them; with an offset all times are those of the clock that the table shows.
 */
export interface TimeFormat extends Partial<TimePattern> {
  /** `month`: texts such as 2024-01. `seconds` and `milliseconds` are since 1970. */
  readonly written: 'number' | 'seconds' | 'milliseconds' | 'month' | 'date';
  /** Where the spec says it. */
  readonly format?: string;
  /** Which of day and month stands first, where the rows told it. */
  readonly order?: DateOrder;
  /** Whether dates are numbers, as 20240131 in JSON. */
  readonly isNumber?: true;
}

const MINUTE = 60_000;
/** What it takes to read a date, in multiplications. */
export const READING = 500;
const MONTH = /^\s*\d{4}-\d{2}\s*$/;

/** When a cell says that it is: the same in both orders, but of a date whose day and month may be either; none where it is no time. */
export type SaidTime = Pick<DateReading, DateOrder>;

/** Learns from a column that comes frame by frame how its times are written. */
export interface TimeFormatFinder {
  /** What each of the different cells says, by its code. */
  add(column: Column): readonly SaidTime[];
  /** The same, where other work may have its turn. */
  addInTurns(column: Column): InTurns<readonly SaidTime[]>;
  finish(): TimeFormat;
}

/** @param format How dates are written, where the spec says it. */
export function createTimeFormatFinder(format: string | undefined): TimeFormatFinder {
  const read = format === undefined ? readDate : readDateBy(format);
  let [hasNumbers, hasDates] = [false, false];
  let isFar = true;
  let isMonths = true;
  let order: DateOrder | undefined;
  const look = (value: unknown, number: number): SaidTime => {
    isMonths &&= typeof value === 'string' && MONTH.test(value);
    if (format === undefined && !Number.isNaN(number)) {
      hasNumbers = true;
      isFar &&= Math.abs(number) >= LEAST_MILLISECONDS;
      return { dayFirst: number, monthFirst: number };
    }
    const { dayFirst, monthFirst } = read(value) ?? {};
    hasDates ||= dayFirst !== undefined || monthFirst !== undefined;
    if (dayFirst !== monthFirst && (dayFirst === undefined || monthFirst === undefined)) {
      order ??= dayFirst === undefined ? 'monthFirst' : 'dayFirst';
    }
    return { ...(dayFirst === undefined ? {} : { dayFirst }), ...(monthFirst === undefined ? {} : { monthFirst }) };
  };
  function* addInTurns(column: Column): InTurns<readonly SaidTime[]> {
    const { values } = column.coded();
    const numbers = codedNumbers(column);
    yield;
    return yield* mapInTurns(values, READING, (value, code) => look(value, numbers[code]!));
  }
  return {
    add: (column) => atOnce(addInTurns(column)),
    addInTurns,
    finish: () => ({
      written: hasNumbers && !hasDates ? (isFar ? 'milliseconds' : 'number') : isMonths ? 'month' : 'date',
      ...(format === undefined ? {} : { format }),
      ...(order === undefined ? {} : { order }),
    }),
  };
}

/** Tells from all cells of a column how they are written. What is no time is left to `readTimes`. */
export function* findTimeFormat(column: Column, format: string | undefined): InTurns<TimeFormat> {
  const finder = createTimeFormatFinder(format);
  yield* finder.addInTurns(column);
  return finder.finish();
}

/**
 * When each row is: milliseconds since 1970, in UTC or by the clock of the format's offset, or a number as it is, [rows].
 * @throws DataError naming the cells that are no time, or are written otherwise than the format says.
 */
export const readTimes = (frame: Frame, name: string, format: TimeFormat): Float64Array => atOnce(timesInTurns(frame, name, format));

/** The same, where other work may have its turn. */
export function* timesInTurns(frame: Frame, name: string, { written, format, order, offset = 0 }: TimeFormat): InTurns<Float64Array> {
  const problems = gatherProblems();
  const cells = problems.within(frame);
  const column = cells.hasColumn(name) ? frame.column(name) : undefined;
  problems.throwIfAny();
  if (column === undefined) return new Float64Array();
  const { codes, values } = column.coded();
  const isNumber = written === 'number' || written === 'seconds' || written === 'milliseconds';
  const unit = written === 'seconds' ? 1000 : 1;
  const read = format === undefined ? readDate : readDateBy(format);
  // Among dates a number is none: 20240131 stands for no milliseconds there.
  const timeOfDate = (cell: unknown) => {
    const reading = read(cell);
    const time = reading?.isNumber ? undefined : timeOf(reading, order);
    return time === undefined ? undefined : time + offset * MINUTE;
  };
  const numbers = codedNumbers(column);
  yield;
  const times = yield* mapInTurns(values, READING, (cell, code) => {
    if (!isNumber) return timeOfDate(cell);
    return Number.isNaN(numbers[code]!) ? (cell instanceof Date ? readDate(cell)?.dayFirst : undefined) : unit * numbers[code]!;
  });
  const wrong = isNumber ? NO_NUMBER : values.some((cell) => read(cell) !== undefined) ? NO_DATE : NO_DATES;
  codes.forEach((code, row) => times[code] === undefined && cells.add(name, row, wrong));
  problems.throwIfAny();
  return Float64Array.from(codes, (code) => times[code]!);
}

/** A time as an answer has it: as the table has it. */
export function writeTime(time: number, { written, pattern, isNumber, ...rest }: TimeFormat): number | string {
  if (written === 'number' || written === 'milliseconds') return time;
  if (written === 'seconds') return time / 1000;
  if (pattern !== undefined) {
    const text = writePattern(time, { pattern, ...rest });
    return isNumber ? Number(text) : text;
  }
  const text = new Date(time).toISOString();
  if (written === 'month') return text.slice(0, 7);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z');
}

/** The moment of a time, in milliseconds since 1970 (UTC). */
export const momentOf = (time: number, { offset = 0 }: TimeFormat): number => time - offset * MINUTE;

function timeOf(reading: DateReading | undefined, order: DateOrder | undefined): number | undefined {
  if (reading === undefined) return undefined;
  if (order !== undefined) return reading[order];
  return reading.dayFirst === reading.monthFirst ? reading.dayFirst : undefined;
}

const NO_NUMBER: Wrong = { expected: 'a number, as in other rows, since it says when', fix: 'correct the cells or leave the rows out' };
const NO_DATE: Wrong = {
  expected: 'a date, since it says when, written in one way with the day told from the month,',
  fix: 'write the year first: 2024-01-31',
};
const NO_DATES: Wrong = {
  expected: 'a date or a number, since it says when',
  fix: 'write 2024-01-31, or say how dates are written: "features": { "...": { "type": "date", "format": "DD.MM.YY" } }',
};
