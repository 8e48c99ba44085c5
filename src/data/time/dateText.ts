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
  /** How a text is written, as a pattern; with the day first where it may be either. */
  readonly format?: string;
}

const TIME = String.raw`(?:(T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(AM|PM)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?${TIME}`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}`, 'i');
const NAME_FIRST = new RegExp(String.raw`^([a-z]{3,9})(\.?\s+)(\d{1,2})(,?\s+)(\d{4})${TIME}`, 'i');
const NAME_SECOND = new RegExp(String.raw`^(\d{1,2})([-/]|\.?\s+)([a-z]{3,9})([-/]|[.,]?\s+)(\d{4})${TIME}`, 'i');
const DIGITS = /^[+-]?\d+(?:\.0*)?$/;
/** The furthest moment that a Date can hold. */
const FURTHEST = 8.64e15;
/** No date is written in more characters. */
const LONGEST = 60;

/**
 * A moment by the text that it is written as, a Date, or a number of milliseconds since 1970; undefined where it is none. Texts
 * without an offset are in UTC. Between dots the day is first, as everywhere where dots are written. Names of months are English.
 */
export function readDate(cell: unknown): DateReading | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : same(cell.getTime(), true);
  const text = typeof cell === 'string' ? cell.trim() : undefined;
  if (typeof cell === 'number' || typeof cell === 'bigint' || (text !== undefined && DIGITS.test(text))) {
    const time = Number(cell);
    return Number.isFinite(time) && Math.abs(time) <= FURTHEST ? { ...same(time, true), isNumber: true } : undefined;
  }
  return text === undefined || text.length > LONGEST ? undefined : (readNumeric(text) ?? readNamed(text));
}

function readNumeric(text: string): DateReading | undefined {
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [, year, separator, month, day, ...time] = first;
    const days = day === undefined ? '' : `${separator}DD`;
    return sameOrNone(moment(year!, month!, day ?? '1', time), time, `YYYY${separator}MM${days}`);
  }
  const last = YEAR_LAST.exec(text);
  if (!last) return undefined;
  const [, one, separator, two, year, ...time] = last;
  const dayFirst = moment(year!, two!, one!, time);
  if (separator === '.') return sameOrNone(dayFirst, time, 'DD.MM.YYYY');
  const monthFirst = moment(year!, one!, two!, time);
  if (dayFirst === undefined && monthFirst === undefined) return undefined;
  const days = dayFirst === undefined ? `MM${separator}DD` : `DD${separator}MM`;
  return {
    ...(dayFirst === undefined ? {} : { dayFirst }),
    ...(monthFirst === undefined ? {} : { monthFirst }),
    hasTime: time[0] !== undefined,
    format: `${days}${separator}YYYY${timeFormat(time)}`,
  };
}

function readNamed(text: string): DateReading | undefined {
  const first = NAME_FIRST.exec(text);
  if (first) {
    const [, name, space, day, comma, year, ...time] = first;
    return sameOrNone(moment(year!, monthOf(name!), day!, time), time, `MMM${space}DD${comma}YYYY`);
  }
  const second = NAME_SECOND.exec(text);
  if (!second) return undefined;
  const [, day, one, name, two, year, ...time] = second;
  return sameOrNone(moment(year!, monthOf(name!), day!, time), time, `DD${one}MMM${two}YYYY`);
}

/** The same pattern with the month first. */
export const monthFirstFormat = (format: string): string => format.replace(/^DD(.)MM/, 'MM$1DD');

const timeFormat = ([separator, , , second, , half]: readonly (string | undefined)[]) =>
  separator === undefined ? '' : `${separator}hh:mm${second === undefined ? '' : ':ss'}${half === undefined ? '' : ' A'}`;

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** The number of a month by its English name or the beginning of it, three letters or `Sept`; NaN for other words. */
function monthOf(name: string): string {
  const small = name.toLowerCase();
  const index = MONTHS.findIndex((month) => month === small || month.slice(0, 3) === small || (month[0] === 's' && small === 'sept'));
  return index < 0 ? 'NaN' : String(index + 1);
}

const TOKENS = /YYYY|YY|MMM|MM|DD|hh|mm|ss| ?A/g;
const EXPRESSIONS: Readonly<Record<string, string>> = {
  YYYY: String.raw`(\d{4})`,
  YY: String.raw`(\d{2})`,
  MMM: String.raw`([A-Za-z]{3,9})`,
  A: String.raw`\s*([AaPp][Mm])`,
};

/** Reads what is written by a pattern such as `DD.MM.YYYY hh:mm`, and Dates. */
export function readDateBy(format: string): (cell: unknown) => DateReading | undefined {
  const tokens = (format.match(TOKENS) ?? []).map((token) => token.trim());
  const two = /(?:YYYY|MM|DD|hh|mm|ss){2}|YY(?:MM|DD)|(?:MM|DD)YY/.test(format) ? '(\\d{2})' : '(\\d{1,2})';
  const escaped = format.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replace(TOKENS, (token) => EXPRESSIONS[token.trim()] ?? two)}$`);
  return (cell) => {
    if (cell instanceof Date) return readDate(cell);
    if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
    const found = expression.exec(String(cell).trim());
    if (!found) return undefined;
    const given = Object.fromEntries(tokens.map((token, i) => [token, found[i + 1]!]));
    const time = given['hh'] === undefined ? [] : ['T', given['hh'], given['mm'] ?? '0', given['ss'], undefined, given['A']];
    const year = given['YYYY'] ?? (Number(given['YY']) < 69 ? `20${given['YY']}` : `19${given['YY']}`); // as POSIX has it
    const month = given['MMM'] === undefined ? (given['MM'] ?? '1') : monthOf(given['MMM']);
    return sameOrNone(moment(year, month, given['DD'] ?? '1', time), time);
  };
}

const same = (time: number, hasTime: boolean): DateReading => ({ dayFirst: time, monthFirst: time, hasTime });

/** The same moment whatever stands first, where there is one. */
function sameOrNone(at: number | undefined, time: readonly (string | undefined)[], format?: string): DateReading | undefined {
  if (at === undefined) return undefined;
  const reading = same(at, time[0] !== undefined);
  return format === undefined ? reading : { ...reading, format: format + timeFormat(time) };
}

/** Milliseconds since 1970; undefined where the calendar or the clock has no such moment. */
function moment(year: string, month: string, day: string, time: readonly (string | undefined)[]): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const [, hour = '0', minute = '0', second = '0', part = '', half, zone] = time;
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
