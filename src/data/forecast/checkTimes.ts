import { DataError, show } from '../../errors.ts';
import { codedNumbers, type Frame } from '../frame.ts';
import { MOST_MILLISECONDS } from '../time/numberForm.ts';

const LEAST_NANOSECONDS = 1e17;

/**
 * Looks whether numbers that say when are micro- or nanoseconds, whose steps would be told wrong.
 * @throws DataError with what to write instead.
 */
export function checkTimes(frame: Frame, time: string): void {
  const numbers = codedNumbers(frame.column(time)!);
  const from = numbers.reduce((least, value) => Math.min(least, Math.abs(value)), Infinity);
  if (numbers.length === 0 || !(from >= MOST_MILLISECONDS)) return; // also where some are none
  const [unit, factor] = from >= LEAST_NANOSECONDS ? ['nanoseconds', 1e6] : ['microseconds', 1000];
  const received = `numbers such as ${show(numbers[0]!)}, which look like ${unit}`;
  const expected = 'milliseconds since 1970, dates or plain numbers';
  throw new DataError(frame.source, [{ path: `column ${show(time)}`, expected, received, fix: `divide by ${factor}` }]);
}
