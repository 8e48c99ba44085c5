import { targetWidth } from './encode.ts';
import type { CategoryEncoder, Encoders, NumberEncoder } from './encoders.ts';

/** What turns one encoding of a row into another: each number that comes out is made of one that goes in, or of none. */
export interface Conversion {
  /** Numbers a row that go in. */
  readonly width: number;
  readonly columns: readonly ConvertedColumn[];
}

/** x[source] * factor + shift, without a source `shift` alone. */
export interface ConvertedColumn {
  readonly source: number | undefined;
  readonly factor: number;
  readonly shift: number;
}

/** From features as one encodes them to the same as another encodes them. Levels that only `to` knows become 0. */
export function convertFeatures({ features: from }: Encoders, { features: to }: Encoders): Conversion {
  let width = 0;
  const columns = to.flatMap((encoder, i) => {
    const source = from[i]!;
    const start = width;
    width += source.type === 'number' ? 1 : source.levels.length;
    if (source.type === 'number') return [rescale(source, encoder as NumberEncoder, start)];
    return select(source, encoder as CategoryEncoder, start);
  });
  return { width, columns };
}

/**
 * From a network's answer in terms of one target to the same in terms of another, which knows its classes and maybe more: those
 * have probability 0.
 */
export function convertAnswer({ target: from }: Encoders, { target: to }: Encoders): Conversion {
  const width = targetWidth(from);
  if (from.type === 'number') return { width, columns: [rescale(from, to as NumberEncoder, 0)] };
  if (width > 1) return { width, columns: select(from, to as CategoryEncoder, 0) };
  if (targetWidth(to) === 1) return { width, columns: [{ source: 0, factor: 1, shift: 0 }] };
  // [rows, 1], the probability of the second of two classes -> [rows, classes]
  const columns = (to as CategoryEncoder).levels.map((level) => {
    const place = from.levels.indexOf(level);
    if (place < 0) return nothing;
    return place === 0 ? { source: 0, factor: -1, shift: 1 } : { source: 0, factor: 1, shift: 0 };
  });
  return { width, columns };
}

/** Whether what comes out is what went in. */
export const isIdentity = (conversion: Conversion): boolean =>
  isScaling(conversion) && conversion.columns.every(({ factor, shift }) => factor === 1 && shift === 0);

/** Whether each number that comes out is made of the one at the same place. */
export const isScaling = ({ width, columns }: Conversion): boolean =>
  width === columns.length && columns.every(({ source }, i) => source === i);

const nothing: ConvertedColumn = { source: undefined, factor: 0, shift: 0 };

/** (x / from.factor + from.shift - to.shift) * to.factor */
const rescale = (from: NumberEncoder, to: NumberEncoder, source: number): ConvertedColumn => ({
  source,
  factor: to.factor / from.factor,
  shift: (from.shift - to.shift) * to.factor,
});

function select(from: CategoryEncoder, to: CategoryEncoder, start: number): readonly ConvertedColumn[] {
  const places = new Map(from.levels.map((level, i) => [level, start + i]));
  return to.levels.map((level) => (places.has(level) ? { source: places.get(level), factor: 1, shift: 0 } : nothing));
}
