import { inRanges, type InTurns } from '../turns/inTurns.ts';
import { newArrays, type FrameArrays } from '../data/read/arrays.ts';
import { mixBits } from '../random.ts';
import type { Examples } from './slots.ts';
import { sliceRows, type Table } from './table.ts';

/** Numbers that tell rows apart, [rows], spread evenly from 0 to `MARKS`: rows have the same where the network reads the same of them. */
export interface RowMarks {
  /** By the inputs alone. */
  readonly features: Float64Array;
  /** By inputs and targets. */
  readonly all: Float64Array;
}

/** Marks are below it: 53 bits, so that among a hundred million rows two different ones have the same with a probability of one half. */
export const MARKS = 2 ** 53;

/**
 * Marks of rows by what is encoded of them.
 * @param arrays Where they are written. Default: new arrays.
 */
export function markRows(
  { inputs, outputs, rows }: Pick<Examples, 'inputs' | 'outputs' | 'rows'>,
  arrays: FrameArrays = newArrays,
): RowMarks {
  const sums = { high: arrays.uint32('high sums', rows).fill(0), low: arrays.uint32('low sums', rows).fill(0) };
  const marks = (name: string) => {
    const all = arrays.float64(name, rows);
    for (let row = 0; row < rows; row++) all[row] = (mixBits(sums.high[row]!) >>> 0) * 2 ** 21 + (mixBits(sums.low[row]!) >>> 11);
    return all;
  };
  const before = inputs.reduce((place, table) => addValues(sums, table, place), 1);
  const features = marks('marks of features');
  outputs.reduce((place, table) => addValues(sums, table, place), before);
  return { features, all: marks('marks') };
}

/** As `markRows` has them. */
export function* marksInTurns(
  { inputs, outputs, rows }: Pick<Examples, 'inputs' | 'outputs' | 'rows'>,
  arrays: FrameArrays = newArrays,
): InTurns<RowMarks> {
  const [features, all] = [arrays.float64('all marks of features', rows), arrays.float64('all marks', rows)];
  const numbers = [...inputs, ...outputs].reduce((sum, { values }) => sum + values.length, 0);
  yield* inRanges(rows, (5 * numbers) / rows, (from, to) => {
    const part = (tables: readonly Table[]) => tables.map((table) => sliceRows(table, from, to));
    const marks = markRows({ inputs: part(inputs), outputs: part(outputs), rows: to - from }, arrays);
    features.set(marks.features, from);
    all.set(marks.all, from);
  });
  return { features, all };
}

interface Sums {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Sums over the values that are not 0, which most are of words and levels. Gives the place of the next value. */
function addValues({ high, low }: Sums, { values, rows }: Table, place: number): number {
  const size = rows === 0 ? 0 : values.length / rows;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let q = 0; q < size; q++, at++) {
      if (values[at] === 0) continue; // -0 too
      const mixed = mixBits(bits[at]! ^ Math.imul(place + q, 0x9e3779b1));
      high[row]! += mixed;
      low[row]! += mixBits(mixed ^ 0x5bd1e995);
    }
  }
  return place + size;
}
