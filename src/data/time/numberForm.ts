/** A way to write a moment as a number: by its digits (20240131, 202401, 202401311259), or seconds or milliseconds since 1970. */
export type NumberForm = DigitForm | 'seconds' | 'milliseconds';
export type DigitForm = 'YYYYMMDD' | 'YYYYMM' | 'YYYYMMDDhhmm' | 'YYYYMMDDhhmmss';

/** Numbers that all lie nearer to 0 than this are no milliseconds since 1970. */
export const LEAST_MILLISECONDS = 1e10;
/** Nor are numbers that are further away: those are micro- or nanoseconds. */
export const MOST_MILLISECONDS = 1e14;
const LEAST_SECONDS = 1e8;
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];

/** How a number is written if it is a moment: by years from 1900 to 2100, seconds from 1973 on, milliseconds; undefined for all others. */
export function numberForm(value: number): NumberForm | undefined {
  if (isDigits(value, 'YYYYMMDDhhmm')) return 'YYYYMMDDhhmm';
  if (isDigits(value, 'YYYYMMDDhhmmss')) return 'YYYYMMDDhhmmss';
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
  if (form !== 'YYYYMM') return timeOfDigits(value, form);
  return isMonth(value) ? Date.UTC(Math.floor(value / 100), (value % 100) - 1) : undefined;
}

const SIZES = { YYYYMMDDhhmm: 1e4, YYYYMMDDhhmmss: 1e6 } as const;

function timeOfDigits(value: number, form: keyof typeof SIZES): number | undefined {
  const day = timeOfDay(Math.floor(value / SIZES[form]));
  const ofDay = form === 'YYYYMMDDhhmm' ? 100 * (value % 1e4) : value % 1e6;
  const [hour, minute, second] = [Math.floor(ofDay / 10_000), Math.floor(ofDay / 100) % 100, ofDay % 100];
  if (day === undefined || !Number.isInteger(value) || hour > 23 || minute > 59 || second > 59) return undefined;
  return day + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** As milliseconds the first were of 1976, the second of the 27th century. */
const isDigits = (value: number, form: keyof typeof SIZES) =>
  value >= FIRST_YEAR * 1e4 * SIZES[form] && value < (LAST_YEAR + 1) * 1e4 * SIZES[form] && timeOfDigits(value, form) !== undefined;

const isYear = (year: number) => year >= FIRST_YEAR && year <= LAST_YEAR;

const isMonth = (value: number) => Number.isInteger(value) && isYear(Math.floor(value / 100)) && value % 100 >= 1 && value % 100 <= 12;

function timeOfDay(value: number): number | undefined {
  const day = value % 100;
  if (!isMonth(Math.floor(value / 100)) || !Number.isInteger(day)) return undefined;
  const time = Date.UTC(Math.floor(value / 10_000), (Math.floor(value / 100) % 100) - 1, day);
  return new Date(time).getUTCDate() === day ? time : undefined;
}
