import { DataError, show, type Issue } from '../../errors.ts';
import { codedNumbers, type Frame } from '../frame.ts';

/** Milliseconds of the year 5138: what is further away is counted in smaller units. */
const FURTHEST_MILLISECONDS = 1e14;
const LEAST_NANOSECONDS = 1e17;

/**
 * Looks whether numbers that say when are dates of a sort whose steps would be told wrong: micro- and nanoseconds, and months written
 * 201912, which are followed by 202001.
 * @throws DataError with what to write instead.
 */
export function checkTimes(frame: Frame, time: string): void {
  const numbers = codedNumbers(frame.column(time)!);
  const refuse = (issue: Omit<Issue, 'path'>) => {
    throw new DataError(frame.source, [{ path: `column ${show(time)}`, ...issue }]);
  };
  const from = numbers.reduce((least, value) => Math.min(least, Math.abs(value)), Infinity);
  if (numbers.length > 0 && from >= FURTHEST_MILLISECONDS) {
    const [unit, factor] = from >= LEAST_NANOSECONDS ? ['nanoseconds', 1e6] : ['microseconds', 1000];
    const received = `numbers such as ${show(numbers[0]!)}, which look like ${unit}`;
    refuse({ expected: 'milliseconds since 1970, dates or plain numbers', received, fix: `divide by ${factor}` });
  }
  if (!areMonths(numbers)) return;
  const written = `${String(numbers[0]!).slice(0, 4)}-${String(numbers[0]!).slice(4)}`;
  refuse({
    expected: 'dates, or numbers at equal steps',
    received: `numbers such as ${show(numbers[0]!)}, which look like years and months`,
    fix: `write ${show(written)}, or say so: "features": { ${show(time)}: { "type": "date", "format": "YYYYMM" } }`,
  });
}

/** Whether numbers are 200001 to 200012, 200101 to 200112 and so on: counted on, they would not stop at 12. */
function areMonths(numbers: ArrayLike<number>): boolean {
  const all = Array.from(numbers);
  if (!all.every((value) => Number.isInteger(value) && value >= 190001 && value <= 210012 && value % 100 >= 1 && value % 100 <= 12)) {
    return false;
  }
  return new Set(all.map((value) => Math.floor(value / 100))).size > 1 && new Set(all.map((value) => value % 100)).size > 1;
}
