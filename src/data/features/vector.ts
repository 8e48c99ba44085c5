import type { FeatureOf } from '../../spec/features.ts';
import type { Target } from '../fitter.ts';
import { writtenCell, type Column } from '../frame.ts';
import { readNumber } from '../number.ts';
import type { CellProblems, Wrong } from '../problems.ts';
import { createScale, scaled, type Scaled } from '../scale.ts';
import { createGaps } from './gaps.ts';
import type { EncoderBase, FeatureKind } from './kind.ts';

/** Element i: value -> (value - shift[i]) * factor[i]; lists of one number where all have the same. */
export interface VectorEncoder extends EncoderBase<'vector'> {
  readonly scale: 'standard' | 'minMax' | 'none';
  readonly length: number;
  readonly shift: readonly number[];
  readonly factor: readonly number[];
  /** What a missing element is taken for, as many as there are of `shift`; without it a missing one is an error. */
  readonly fill?: readonly number[];
}

/** Several numbers: a column each, or a list in each cell of one column. */
export const vector: FeatureKind<FeatureOf<'vector'>, VectorEncoder> = {
  columns: (name, { columns }, free) =>
    columns === undefined ? [name] : typeof columns === 'string' ? free.filter(matches(columns)) : columns,
  fitter(name, { columns: written, length: given, scale, scaleBy, missing = 'error' }, columns) {
    const isLists = written === undefined;
    let length = given ?? (isLists ? undefined : columns.length);
    const measures: ReturnType<typeof createScale>[] = [];
    const means: ReturnType<typeof createScale>[] = [];
    const counts: number[] = [];
    const begin = () => {
      const count = scaleBy === 'all' ? 1 : length!;
      while (measures.length < count) {
        measures.push(createScale(scale));
        means.push(createScale('standard'));
      }
    };
    return {
      add(read, problems) {
        eachRow({ columns: isLists ? undefined : columns, name, hasGaps: missing !== 'error' }, read, problems, (row, numbers) => {
          if (numbers.length === 0) return;
          length ??= numbers.length;
          if (measures.length === 0) begin();
          if (numbers.length !== length) {
            problems.add(name, row, otherLength(length, given === undefined ? 'as in the first row' : 'as "length" says'));
            return;
          }
          for (let i = 0; i < length; i++) {
            const at = scaleBy === 'all' ? 0 : i;
            if (Number.isNaN(numbers[i]!)) continue;
            counts[at] = (counts[at] ?? 0) + 1;
            measures[at]!.add(numbers[i]!);
            if (missing === 'mean') means[at]!.add(numbers[i]!);
          }
        });
      },
      finish(problems) {
        if (!isLists && columns.length === 0) {
          problems.addColumn(name, { expected: `columns whose names fit ${JSON.stringify(written)}`, received: 'none' });
        }
        if (!isLists && given !== undefined && given !== columns.length) {
          problems.addColumn(name, { expected: `${given} columns, as "length" says`, received: String(columns.length) });
        }
        if (missing !== 'error' && measures.some((_, at) => counts[at] === undefined)) problems.addColumn(name, NONE_THERE);
        const scales: Scaled[] = measures.map((measure) => measure.finish());
        return {
          name,
          type: 'vector',
          ...(isLists ? {} : { columns }),
          scale,
          length: length ?? 0,
          shift: scales.map(({ shift }) => shift),
          factor: scales.map(({ factor }) => factor),
          ...(missing === 'error' ? {} : { fill: means.map((mean) => (missing === 'mean' ? mean.finish().shift : missing)) }),
        };
      },
    };
  },
  parts: ({ columns, length }) => Array.from({ length }, (_, i) => ({ of: columns?.[i] ?? `element ${i}`, isNumber: true })),
  write(encoder, read, into, problems) {
    const { name, columns, length, fill } = encoder;
    const none = new Float64Array(length).fill(NaN);
    eachRow({ columns, name, hasGaps: fill !== undefined }, read, problems, (row, found) => {
      const numbers = found.length === 0 ? none : found;
      if (numbers.length !== length) problems.add(name, row, otherLength(length, 'as training rows have'));
      else for (const at of writeRow(numbers, encoder, into, row)) problems.add(columns?.[at] ?? name, row, TOO_LARGE);
    });
  },
};

/** The places of the numbers that do not fit in float32 once scaled: in a list the first alone. */
function writeRow(
  numbers: ArrayLike<number>,
  { columns, shift, factor, fill = [] }: VectorEncoder,
  { values, width, offset }: Target,
  row: number,
): readonly number[] {
  const tooLarge: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const at = shift.length === 1 ? 0 : i;
    const number = Number.isNaN(numbers[i]!) ? fill[at]! : numbers[i]!;
    const value = Math.fround(scaled(number, shift[at]!, factor[at]!));
    values[row * width + offset + i] = value;
    if (!Number.isFinite(value)) tooLarge.push(i);
  }
  return columns === undefined ? tooLarge.slice(0, 1) : tooLarge;
}

interface Reading {
  readonly columns: readonly string[] | undefined;
  readonly name: string;
  /** Elements may be missing: they are NaN then. */
  readonly hasGaps: boolean;
}

/** Calls back with the numbers of each row that has them all, in an array that is used again; tells of the others. */
function eachRow(
  { columns, name, hasGaps }: Reading,
  read: readonly Column[],
  problems: CellProblems,
  use: (row: number, numbers: ArrayLike<number>) => void,
): void {
  if (columns === undefined) {
    const [column] = read;
    for (let row = 0; row < column!.length; row++) {
      const cell = writtenCell(column!, row);
      const numbers = hasGaps ? readListWithGaps(cell) : readList(cell);
      if (numbers === undefined) problems.add(name, row, NO_LIST);
      else use(row, numbers);
    }
    return;
  }
  const all = read.map((column) => column.numbers());
  const numbers = new Float64Array(all.length);
  for (let row = 0; row < (read[0]?.length ?? 0); row++) {
    let isWhole = true;
    for (let i = 0; i < all.length; i++) {
      const value = (numbers[i] = all[i]![row]!);
      if (!Number.isNaN(value) || (hasGaps && gaps.has(read[i]!.cell(row)))) continue;
      problems.add(columns[i]!, row, NO_NUMBER);
      isWhole = false;
    }
    if (isWhole) use(row, numbers);
  }
}

/** The finite numbers of a list: an array, a typed array, or a text such as `[1, 2]`, `1 2` or `1;2`. */
export function readList(cell: unknown): ArrayLike<number> | undefined {
  if (typeof cell === 'string') {
    const texts = /^\s*\[?([^[\]]*)\]?\s*$/.exec(cell)?.[1]?.trim();
    if (texts === undefined || texts === '') return undefined;
    return allNumbers(texts.split(/\s*[,;]\s*|\s+/));
  }
  if (Array.isArray(cell)) return cell.length === 0 ? undefined : allNumbers(cell);
  if (!ArrayBuffer.isView(cell) || cell instanceof DataView) return undefined;
  const numbers = cell as Float64Array;
  return numbers.length > 0 && numbers.every((value) => Number.isFinite(Number(value))) ? Float64Array.from(numbers, Number) : undefined;
}

/** The same, with NaN for each element that is missing; none where the whole list is. */
function readListWithGaps(cell: unknown): ArrayLike<number> | undefined {
  if (gaps.has(cell)) return [];
  const cells =
    typeof cell === 'string'
      ? elementsOf(cell)
      : ArrayBuffer.isView(cell) && !(cell instanceof DataView)
        ? Array.from(cell as Float64Array, Number) // also of 64 bits
        : cell;
  if (!Array.isArray(cells) || cells.length === 0) return undefined;
  const isGap = cells.map((one) => gaps.has(one));
  const numbers = allNumbers(cells.map((one: unknown, i) => (isGap[i] ? 0 : one)));
  return numbers?.map((value, i) => (isGap[i] ? NaN : value));
}

/** `[1, , 3]`: what stands between commas, or where there are none between spaces. */
function elementsOf(text: string): readonly string[] | undefined {
  const inside = /^\s*\[?([^[\]]*)\]?\s*$/.exec(text)?.[1]?.trim();
  if (inside === undefined || inside === '') return undefined;
  return inside.split(/[,;]/.test(inside) ? /\s*[,;]\s*/ : /\s+/);
}

const gaps = createGaps();

function allNumbers(cells: readonly unknown[]): readonly number[] | undefined {
  const numbers = cells.map((cell) => readNumber(cell));
  return numbers.includes(undefined) ? undefined : (numbers as readonly number[]);
}

/** Whether a name fits a pattern, whose stars stand for any characters, or none. */
function matches(pattern: string): (name: string) => boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const expression = new RegExp(`^${literal.join('.*')}$`, 's');
  return (name) => expression.test(name);
}

const otherLength = (length: number, why: string): Wrong => ({
  expected: `a list of ${length} ${length === 1 ? 'number' : 'numbers'}, ${why},`,
  fix: 'correct the lists or leave the rows out; lists of different lengths are a "sequence"',
});
const NO_LIST: Wrong = { expected: 'a list of numbers, such as [1, 2] or "1 2",', fix: 'fill in the cells or leave the rows out' };
const NONE_THERE = { expected: 'a number for each element in one row at least', received: 'none', fix: 'leave those columns out' };
const NO_NUMBER: Wrong = { expected: 'a number', fix: 'fill in the cells or leave the rows out' };
const TOO_LARGE: Wrong = { expected: 'numbers that fit in float32 once scaled', fix: 'correct the cells or leave the rows out' };
