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
/** Between day and time a web server's log has a colon: `31/Jan/2024:23:59:59 +0000`. */
const NAME_SECOND = new RegExp(String.raw`^(\d{1,2})([-/]|\.?\s+)([a-z]{3,9})([-/]|[.,]?\s+)(\d{4})${TIME.replace('(T|', '(T|:|')}`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})(T|\s+)(\d{2})(:?)(\d{2})(?:\6(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;
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
  if (!last) return readCompact(text);
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

/** `20240131T1200`, `20240131 12:00:00` */
function readCompact(text: string): DateReading | undefined {
  const found = COMPACT.exec(text);
  if (!found) return undefined;
  const [, year, month, day, separator, hour, colon, minute, second, part, zone] = found;
  const reading = sameOrNone(moment(year!, month!, day!, [separator, hour, minute, second, part, undefined, zone]), [separator]);
  const format = `YYYYMMDD${separator}hh${colon}mm${second === undefined ? '' : `${colon}ss`}`;
  return reading && { ...reading, format };
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

/** Their English names. */
export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** The number of a month by its English name or the beginning of it, three letters or `Sept`; NaN for other words. */
function monthOf(name: string): string {
  const small = name.toLowerCase();
  const index = MONTHS.findIndex((month) => month === small || month.slice(0, 3) === small || (month[0] === 's' && small === 'sept'));
  return index < 0 ? 'NaN' : String(index + 1);
}

const TOKENS = /(YYYY|YY|MMM|MM|DD|hh|mm|ss| ?A)/;
const EXPRESSIONS: Readonly<Record<string, string>> = {
  YYYY: String.raw`(\d{4})`,
  YY: String.raw`(\d{2})`,
  MMM: String.raw`([A-Za-z]{3,9})`,
  A: String.raw`([AaPp][Mm])`,
};

/** What a format such as `DD.MM.YYYY hh:mm` reads, a group for each of its parts: the tokens, and what stands between them. */
export function expressionOf(format: string): { readonly expression: RegExp; readonly parts: readonly string[] } {
  const two = /(?:YYYY|MM|DD|hh|mm|ss){2}|YY(?:MM|DD)|(?:MM|DD)YY/.test(format) ? String.raw`(\d{2})` : String.raw`(\d{1,2})`;
  const parts = format.split(TOKENS).flatMap((part) => (part === ' A' || part === 'A' ? [' ', 'A'] : part === '' ? [] : [part]));
  const groups = parts.map((part, i) => {
    if (parts[i + 1] === 'A') return String.raw`(\s*)`;
    return EXPRESSIONS[part] ?? (TOKENS.test(part) ? two : `(${part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')})`);
  });
  return { expression: new RegExp(`^${groups.join('')}$`), parts };
}

/** Reads what is written by a format, and Dates. */
export function readDateBy(format: string): (cell: unknown) => DateReading | undefined {
  const { expression, parts } = expressionOf(format);
  return (cell) => {
    if (cell instanceof Date) return readDate(cell);
    if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
    const found = expression.exec(String(cell).trim());
    if (!found) return undefined;
    const given: Partial<Record<string, string>> = Object.fromEntries(parts.map((part, i) => [part, found[i + 1]!]));
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
export function offsetOf(zone: string | undefined): number {
  const found = zone === undefined ? null : /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0)) * 60_000;
}
