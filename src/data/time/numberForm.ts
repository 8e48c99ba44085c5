/** A way to write a moment as a number: 20240131, 202401, seconds or milliseconds since 1970. */
export type NumberForm = 'YYYYMMDD' | 'YYYYMM' | 'seconds' | 'milliseconds';

/** Numbers that all lie nearer to 0 than this are no milliseconds since 1970. */
export const LEAST_MILLISECONDS = 1e10;
/** Nor are numbers that are further away: those are micro- or nanoseconds. */
export const MOST_MILLISECONDS = 1e14;
const LEAST_SECONDS = 1e8;
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];

/** How a number is written if it is a moment: by years from 1900 to 2100, seconds from 1973 on, milliseconds; undefined for all others. */
export function numberForm(value: number): NumberForm | undefined {
  if (value >= LEAST_MILLISECONDS) return value < MOST_MILLISECONDS ? 'milliseconds' : undefined;
  if (value >= LEAST_SECONDS) return 'seconds';
  if (isMonth(value)) return 'YYYYMM';
  return value > 1e7 && timeOfDay(value) !== undefined ? 'YYYYMMDD' : undefined;
}

/** Milliseconds since 1970 of a number that is written so; undefined where it is none. */
export function timeOfNumber(value: number, form: NumberForm): number | undefined {
  if (form === 'seconds') return Math.abs(value) < LEAST_MILLISECONDS ? Math.round(1000 * value) : undefined;
  if (form === 'milliseconds') return value;
  if (form === 'YYYYMMDD') return timeOfDay(value);
  return isMonth(value) ? Date.UTC(Math.floor(value / 100), (value % 100) - 1) : undefined;
}

const isYear = (year: number) => year >= FIRST_YEAR && year <= LAST_YEAR;

const isMonth = (value: number) => Number.isInteger(value) && isYear(Math.floor(value / 100)) && value % 100 >= 1 && value % 100 <= 12;

function timeOfDay(value: number): number | undefined {
  const day = value % 100;
  if (!isMonth(Math.floor(value / 100)) || !Number.isInteger(day)) return undefined;
  const time = Date.UTC(Math.floor(value / 10_000), (Math.floor(value / 100) % 100) - 1, day);
  return new Date(time).getUTCDate() === day ? time : undefined;
}
