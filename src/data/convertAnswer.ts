import { sortLevels, type CategoryEncoder } from './category.ts';
import { targetWidth } from './encode.ts';
import type { NumberEncoder } from './number.ts';
import type { TargetEncoder } from './targets/table.ts';

/** What turns an answer in terms of one target into the same in terms of another: each number is made of one of them, or of none. */
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

/**
 * One target in whose terms the answers to several encoders of a column can be told: all classes that any of them knows, and of
 * the scales the finest.
 */
export function combineTargets(all: readonly TargetEncoder[]): TargetEncoder {
  const numbers = all.filter((encoder) => encoder.type === 'number');
  if (numbers.length > 0) return numbers.reduce((finest, next) => (next.factor > finest.factor ? next : finest));
  const categories = all as readonly CategoryEncoder[];
  const [first] = categories;
  const known = new Set(categories.flatMap(({ levels }) => levels));
  // An order that was written is kept; only levels found in the data are sorted.
  return known.size === first!.levels.length ? first! : { ...first!, levels: sortLevels(known) };
}

/**
 * From a network's answer in terms of one target to the same in terms of another, which knows its classes and maybe more: those
 * have probability 0.
 */
export function convertAnswer(from: TargetEncoder, to: TargetEncoder): Conversion {
  const width = targetWidth(from);
  if (from.type === 'number') return { width, columns: [rescale(from, to as NumberEncoder)] };
  const { levels } = to as CategoryEncoder;
  const places = new Map(from.levels.map((level, i) => [level, i]));
  if (width > 1) {
    return { width, columns: levels.map((level) => (places.has(level) ? { source: places.get(level), factor: 1, shift: 0 } : nothing)) };
  }
  if (targetWidth(to) === 1) return { width, columns: [{ source: 0, factor: 1, shift: 0 }] };
  // [rows, 1], the probability of the second of two classes -> [rows, classes]
  const columns = levels.map((level) => {
    const place = places.get(level);
    if (place === undefined) return nothing;
    return place === 0 ? { source: 0, factor: -1, shift: 1 } : { source: 0, factor: 1, shift: 0 };
  });
  return { width, columns };
}

/** Whether what comes out is what went in. */
export const isIdentity = ({ width, columns }: Conversion): boolean =>
  width === columns.length && columns.every(({ source, factor, shift }, i) => source === i && factor === 1 && shift === 0);

const nothing: ConvertedColumn = { source: undefined, factor: 0, shift: 0 };

/** (x / from.factor + from.shift - to.shift) * to.factor */
const rescale = (from: NumberEncoder, to: NumberEncoder): ConvertedColumn => ({
  source: 0,
  factor: to.factor / from.factor,
  shift: (from.shift - to.shift) * to.factor,
});
