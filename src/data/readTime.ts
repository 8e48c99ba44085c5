import { readDate } from './features/dateText.ts';
import { readNumber } from './number.ts';

/** Where a cell stands in time: a number as it is, a date in milliseconds since 1970; undefined where it is neither, or may be two. */
export function readTime(cell: unknown): number | undefined {
  const number = readNumber(cell);
  if (number !== undefined) return number;
  const { dayFirst, monthFirst } = readDate(cell) ?? {};
  if (dayFirst !== undefined && monthFirst !== undefined) return dayFirst === monthFirst ? dayFirst : undefined;
  return dayFirst ?? monthFirst;
}
