/** Which of day and month stands first in `03/04/2024`. */
export type DateOrder = 'dayFirst' | 'monthFirst';

/** What a cell says: a moment, in milliseconds since 1970 (UTC), or two where day and month may be either. */
export interface DateReading {
  readonly dayFirst?: number;
  readonly monthFirst?: number;
  /** Whether it tells the time of day. */
  readonly hasTime: boolean;
  /** It is a number, which tells milliseconds. */
  readonly isNumber?: true;
}

const TIME = String.raw`(?:(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(AM|PM)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?${TIME}`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}`, 'i');
const DIGITS = /^[+-]?\d+(?:\.0*)?$/;
/** The furthest moment that a Date can hold. */
const FURTHEST = 8.64e15;

/**
 * A moment by the text that it is written as, a Date, or a number of milliseconds since 1970; undefined where it is none. Texts
 * without an offset are in UTC. Between dots the day is first, as everywhere where dots are written.
 */
export function readDate(cell: unknown): DateReading | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : same(cell.getTime(), true);
  const text = typeof cell === 'string' ? cell.trim() : undefined;
  if (typeof cell === 'number' || typeof cell === 'bigint' || (text !== undefined && DIGITS.test(text))) {
    const time = Number(cell);
    return Number.isFinite(time) && Math.abs(time) <= FURTHEST ? { ...same(time, true), isNumber: true } : undefined;
  }
  if (text === undefined) return undefined;
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [, year, , month, day = '1', ...time] = first;
    return sameOrNone(moment(year!, month!, day, time), time[0] !== undefined);
  }
  const last = YEAR_LAST.exec(text);
  if (!last) return undefined;
  const [, one, separator, two, year, ...time] = last;
  const dayFirst = moment(year!, two!, one!, time);
  const hasTime = time[0] !== undefined;
  if (separator === '.') return sameOrNone(dayFirst, hasTime);
  const monthFirst = moment(year!, one!, two!, time);
  if (dayFirst === undefined && monthFirst === undefined) return undefined;
  return { ...(dayFirst === undefined ? {} : { dayFirst }), ...(monthFirst === undefined ? {} : { monthFirst }), hasTime };
}

const TOKENS = /YYYY|MM|DD|hh|mm|ss/g;

/** Reads what is written by a pattern such as `DD.MM.YYYY hh:mm`, and Dates. */
export function readDateBy(format: string): (cell: unknown) => DateReading | undefined {
  const tokens = format.match(TOKENS) ?? [];
  const two = /(?:YYYY|MM|DD|hh|mm|ss){2}/.test(format) ? '(\\d{2})' : '(\\d{1,2})';
  const escaped = format.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replace(TOKENS, (token) => (token === 'YYYY' ? '(\\d{4})' : two))}$`);
  return (cell) => {
    if (cell instanceof Date) return readDate(cell);
    if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
    const found = expression.exec(String(cell).trim());
    if (!found) return undefined;
    const given = Object.fromEntries(tokens.map((token, i) => [token, found[i + 1]!]));
    const time = given['hh'] === undefined ? [] : [given['hh'], given['mm'] ?? '0', given['ss']];
    return sameOrNone(moment(given['YYYY']!, given['MM'] ?? '1', given['DD'] ?? '1', time), time.length > 0);
  };
}

const same = (time: number, hasTime: boolean): DateReading => ({ dayFirst: time, monthFirst: time, hasTime });
const sameOrNone = (time: number | undefined, hasTime: boolean) => (time === undefined ? undefined : same(time, hasTime));

/** Milliseconds since 1970; undefined where the calendar or the clock has no such moment. */
function moment(year: string, month: string, day: string, time: readonly (string | undefined)[]): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const [hour = '0', minute = '0', second = '0', part = '', half, zone] = time;
  const hours = hoursOf(Number(hour), half);
  if (hours === undefined || Number(minute) > 59 || Number(second) > 60) return undefined;
  const milliseconds = Math.floor(Number(`0.${part}0`) * 1000);
  return date.getTime() + ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds - offsetOf(zone);
}

function hoursOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** `+05:30` in milliseconds. */
function offsetOf(zone: string | undefined): number {
  const found = zone === undefined ? null : /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0)) * 60_000;
}
