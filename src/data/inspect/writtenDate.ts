import { monthFirstFormat, offsetOf, readDate, type DateOrder } from '../time/dateText.ts';

/** One way to read a cell as a date. */
export interface WrittenDate {
  /** A pattern such as `DD/MM/YYYY hh:mm`; `date` of a Date. */
  readonly format: string;
  /** Where day and month may be the other way round in another row: `31/01/2024`. */
  readonly order?: DateOrder;
  /** Milliseconds since 1970, by the clock that is written where an offset is. */
  readonly time: number;
}

/** A date as features read it: in two ways where it may be either, in none where it is no date, or a number. */
export function datesOf(cell: unknown): readonly WrittenDate[] {
  const reading = readDate(cell);
  if (reading === undefined || reading.isNumber) return [];
  const { dayFirst, monthFirst, format = 'date', hasTime } = reading;
  const ahead = hasTime && typeof cell === 'string' ? offsetOf(ZONE.exec(cell)?.[0]) : 0;
  if (!EITHER.test(format)) return [{ format, time: dayFirst! + ahead }];
  return [
    ...(dayFirst === undefined ? [] : [{ format, order: 'dayFirst', time: dayFirst + ahead } as const]),
    ...(monthFirst === undefined ? [] : [{ format: monthFirstFormat(format), order: 'monthFirst', time: monthFirst + ahead } as const]),
  ];
}

/** Behind a time of day. */
const ZONE = /[+-]\d{2}(?::?\d{2})?(?=\s*$)/;
const EITHER = /^(?:DD[-/]MM(?!M)|MM[-/]DD)/;

/** `2024-01-31` */
export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);
