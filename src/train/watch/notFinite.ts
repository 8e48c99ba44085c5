import type { Table } from '../../model/table.ts';
import { share, type Finding } from './finding.ts';
import { valueName, type Names, type Place } from './places.ts';

/** The first value of a table that is NaN or infinite, those of the batch before all others, and in how many rows there are such. */
export function findNotFinite(table: Table, names: Names, place: Place, batch: Uint32Array): readonly Finding[] {
  const { values, rows } = table;
  if (table.dtype !== 'float32') return [];
  const size = values.length / rows;
  const wrongAt = (row: number) => values.subarray(row * size, (row + 1) * size).findIndex((value) => !Number.isFinite(value));
  const wrong = Array.from({ length: rows }, (_, row) => row).filter((row) => wrongAt(row) >= 0);
  if (wrong.length === 0) return [];
  const row = batch.find((one) => wrongAt(one) >= 0) ?? wrong[0]!;
  const at = wrongAt(row);
  const [about, what] = place.part === 'xs' ? (['input', 'an input'] as const) : (['labels', 'a label'] as const);
  const others = wrong.length === 1 ? 'the only such row' : `as in ${share(wrong.length, rows, 'row')}`;
  return [
    {
      about,
      place: valueName(names, place, table, row, at),
      message: `${what} is ${values[row * size + at]}, ${others}`,
      fix: 'correct the data, or leave such rows out',
    },
  ];
}

/** How many of many values are NaN or infinite. */
export function countNotFinite(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) count++;
  return count;
}

/** The largest size among values, NaN left out. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!) || 0);
  return largest;
}
