/** How a date was written. Of `31/01/2024` and `01/31/2024` only the days beyond 12 tell which it is. */
export type DateFormat = 'date' | 'YYYY-MM-DD' | 'YYYY-MM-DDThh:mm' | 'YYYY-MM' | 'YYYY/MM/DD' | 'DD.MM.YYYY' | 'DD/MM/YYYY' | 'MM/DD/YYYY';

const ISO = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/;
const YEAR_FIRST = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/;
const DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** Where a text may be a date: told at a glance, before any of the patterns is tried. */
const mayBeDate = (text: string): boolean => text.length >= 7 && text.length <= 35 && text.charCodeAt(0) >= 48 && text.charCodeAt(0) <= 57;

/**
 * The day that a text names, by the format that it is written in, as milliseconds of 1970 (the time of day aside). Two formats
 * where it may be read as either; none where it is no date.
 */
export function readDate(text: string): readonly (readonly [DateFormat, number])[] {
  if (!mayBeDate(text)) return [];
  let found = ISO.exec(text);
  if (found) {
    const [, year, month, day, hours, minutes, seconds = '0'] = found;
    if (Number(hours ?? 0) > 24 || Number(minutes ?? 0) > 59 || Number(seconds) > 60) return [];
    return one(hours === undefined ? (day === undefined ? 'YYYY-MM' : 'YYYY-MM-DD') : 'YYYY-MM-DDThh:mm', year!, month!, day ?? '1');
  }
  found = YEAR_FIRST.exec(text);
  if (found) return one('YYYY/MM/DD', found[1]!, found[2]!, found[3]!);
  found = DOTS.exec(text);
  if (found) return one('DD.MM.YYYY', found[3]!, found[2]!, found[1]!);
  found = SLASHES.exec(text);
  if (found) return [...one('DD/MM/YYYY', found[3]!, found[2]!, found[1]!), ...one('MM/DD/YYYY', found[3]!, found[1]!, found[2]!)];
  return [];
}

function one(format: DateFormat, year: string, month: string, day: string): readonly (readonly [DateFormat, number])[] {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? [[format, date.getTime()]] : [];
}

/** `2024-01-31` */
export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);
