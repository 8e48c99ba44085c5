import { closest } from '../errors.ts';
import type { Problems } from './cells.ts';
import { readLevels, readNumbers } from './columns.ts';
import type { CategoryEncoder, NumberEncoder, Row } from './encoders.ts';
import { oneOf } from './fit.ts';
import { scaleNumber } from './number.ts';

/** Values as a network reads them: row after row, `width` for each. */
export interface Encoded {
  readonly values: Float32Array;
  readonly width: number;
}

/** Writes a column of numbers, scaled, at `offset` of each row. */
export function writeNumbers(
  encoder: NumberEncoder,
  rows: readonly Row[],
  { values, width }: Encoded,
  offset: number,
  problems: Problems,
): void {
  readNumbers(encoder.name, rows, problems).forEach((value, i) => {
    const scaled = Math.fround(scaleNumber(encoder, value));
    values[i * width + offset] = scaled;
    if (Number.isNaN(value) || Number.isFinite(scaled)) return; // NaN: a problem already
    problems.add(encoder.name, i, {
      expected: 'a number that fits in float32 once scaled',
      fix: 'correct the cells or leave the rows out',
    });
  });
}

/** Writes a column of categories one-hot from `offset` of each row on; an unknown level leaves zeros. */
export function writeLevels(
  { name, levels }: CategoryEncoder,
  rows: readonly Row[],
  { values, width }: Encoded,
  offset: number,
  problems: Problems,
): void {
  const places = placesOf(levels);
  readLevels(name, rows, problems).forEach((level, i) => {
    const place = places.get(level);
    if (place !== undefined) values[i * width + offset + place] = 1;
  });
}

/** Writes a target's classes: 0 or 1 where `width` is 1, else one-hot; an unknown class is a problem. */
export function writeClasses(
  { name, levels }: CategoryEncoder,
  rows: readonly Row[],
  { values, width }: Encoded,
  problems: Problems,
): void {
  const places = placesOf(levels);
  readLevels(name, rows, problems).forEach((level, i) => {
    if (level === undefined) return;
    const place = places.get(level);
    if (place === undefined) problems.add(name, i, { expected: oneOf(levels), ...nearest(level, levels) });
    else if (width === 1) values[i] = place;
    else values[i * width + place] = 1;
  });
}

const placesOf = (levels: readonly string[]) => new Map<string | undefined, number>(levels.map((level, i) => [level, i]));

function nearest(level: string, levels: readonly string[]): { readonly fix?: string } {
  const near = closest(level, levels);
  return near === undefined ? {} : { fix: `did you mean "${near}"?` };
}
