import type { Frame } from '../frame.ts';
import { atOnce } from '../../turns/inTurns.ts';
import { findTimeFormat, readTimes } from './timeFormat.ts';

/** When each row is, by a column that must tell it in one way. */
export function timesOf(frame: Frame, name: string, format?: string): Float64Array {
  const column = frame.column(name);
  return readTimes(frame, name, column === undefined ? { written: 'date' } : atOnce(findTimeFormat(column, format)));
}
