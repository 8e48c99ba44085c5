import { readDate, readDateBy, type DateOrder, type DateReading } from '../features/dateText.ts';
import type { Column, Frame } from '../frame.ts';
import { readNumber } from '../number.ts';
import { gatherProblems, type Wrong } from '../problems.ts';

/** How the cells of a column of time are read, and answered: plain JSON that travels with the model. */
export interface TimeFormat {
  /** `month`: texts such as 2024-01. */
  readonly written: 'number' | 'milliseconds' | 'month' | 'date';
  /** Where the spec says it. */
  readonly format?: string;
  /** Which of day and month stands first, where the rows told it. */
  readonly order?: DateOrder;
}

/** Numbers that all lie nearer to 0 than this are no milliseconds since 1970. */
const LEAST_MILLISECONDS = 1e10;
const MONTH = /^\s*\d{4}-\d{2}\s*$/;

/** Tells from all cells of a column how they are written. What is no time is left to `readTimes`. */
export function findTimeFormat(column: Column, format: string | undefined): TimeFormat {
  const { values } = column.coded();
  const numbers = format === undefined ? values.map(readNumber) : [undefined];
  if (!numbers.includes(undefined)) {
    const isDate = numbers.every((value) => Math.abs(value!) >= LEAST_MILLISECONDS);
    return { written: isDate ? 'milliseconds' : 'number' };
  }
  const readings = values.map(format === undefined ? readDate : readDateBy(format));
  const one = readings.find((reading) => reading && (reading.dayFirst === undefined || reading.monthFirst === undefined));
  const isMonth = values.every((value) => typeof value === 'string' && MONTH.test(value));
  return {
    written: isMonth ? 'month' : 'date',
    ...(format === undefined ? {} : { format }),
    ...(one === undefined ? {} : { order: one.dayFirst === undefined ? 'monthFirst' : 'dayFirst' }),
  };
}

/**
 * When each row is: milliseconds since 1970 (UTC), or a number as it is, [rows].
 * @throws DataError naming the cells that are no time.
 */
export function readTimes(frame: Frame, name: string, { written, format, order }: TimeFormat): Float64Array {
  const problems = gatherProblems();
  const cells = problems.within(frame);
  const column = cells.hasColumn(name) ? frame.column(name) : undefined;
  problems.throwIfAny();
  const { codes, values } = column!.coded();
  const isNumber = written === 'number' || written === 'milliseconds';
  const read = format === undefined ? readDate : readDateBy(format);
  const times = values.map((cell) => (isNumber ? (readNumber(cell) ?? timeOfDate(cell)) : timeOf(read(cell), order)));
  const wrong = isNumber ? NO_NUMBER : values.some((cell) => read(cell) !== undefined) ? NO_DATE : NO_DATES;
  codes.forEach((code, row) => times[code] === undefined && cells.add(name, row, wrong));
  problems.throwIfAny();
  return Float64Array.from(codes, (code) => times[code]!);
}

/** A time as an answer has it: a number where the column has numbers, else a text as ISO 8601 has it. */
export function writeTime(time: number, { written }: TimeFormat): number | string {
  if (written === 'number' || written === 'milliseconds') return time;
  const text = new Date(time).toISOString();
  if (written === 'month') return text.slice(0, 7);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z');
}

const timeOfDate = (cell: unknown) => (cell instanceof Date && !Number.isNaN(cell.getTime()) ? cell.getTime() : undefined);

function timeOf(reading: DateReading | undefined, order: DateOrder | undefined): number | undefined {
  if (reading === undefined) return undefined;
  if (order !== undefined) return reading[order];
  return reading.dayFirst === reading.monthFirst ? reading.dayFirst : undefined;
}

const NO_NUMBER: Wrong = { expected: 'a number, as in other rows, since it says when' };
const NO_DATE: Wrong = {
  expected: 'a date, since it says when, written in one way with the day told from the month,',
  fix: 'write the year first: 2024-01-31',
};
const NO_DATES: Wrong = {
  expected: 'a date or a number, since it says when',
  fix: 'write 2024-01-31, or say how dates are written: "features": { "...": { "type": "date", "format": "YYYYMMDD" } }',
};
