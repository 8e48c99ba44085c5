import { DataError, show } from '../errors.ts';
import { createBreather } from '../turns/breathe.ts';

export type TypedNumbers = Float32Array | Float64Array | Int32Array | Uint8Array | Uint8ClampedArray;
/** Numbers nested as deep as they have axes. */
export type NestedNumbers = readonly (number | boolean | NestedNumbers | TypedNumbers)[];

/** Nested numbers, one after the other. */
export interface Flattened {
  readonly values: Float32Array | Float64Array;
  /** Sizes of the axes, rows first. */
  readonly sizes: readonly number[];
  /** What was given at a place in `values`, which 32 bits may not hold. */
  readonly given: (index: number) => number;
}

/** How they are read. */
export interface Flattening {
  /** Of what the values are made. */
  readonly bits: 32 | 64;
  /** Where they come from, for errors. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}

/** More than any tensor has, and few enough that a list which holds itself comes to an end. */
const MOST_AXES = 16;
/** Numbers that are read before the clock is looked at again. */
const AT_ONCE = 2 ** 14;

/**
 * Reads nested lists and typed arrays, which must be as long as the first of their axis. Other work gets its turn in between.
 * @throws DataError where they are not, or something is no number; the signal's reason.
 */
export async function flattenNested(data: NestedNumbers, { bits, path, signal }: Flattening): Promise<Flattened> {
  const sizes = sizesOf(data, path);
  const values = new (bits === 32 ? Float32Array : Float64Array)(sizes.reduce((all, size) => all * size, 1));
  const within = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((all, size) => all * size, 1));
  const nest: Nest = { sizes, within, values };
  const wrong = await readInTurns(data, 0, 0, nest, createBreather(signal));
  if (wrong === undefined) return { values, sizes, given: (index) => givenAt(data, index, within) };
  const { place, expected, received } = wrong;
  throw new DataError('the data', [{ path: path + place.map((i) => `[${i}]`).join(''), expected, received }]);
}

function sizesOf(data: unknown, path: string): number[] {
  const sizes: number[] = [];
  for (let level = data; isList(level); level = level[0]) {
    if (sizes.push(level.length) <= MOST_AXES) continue;
    throw new DataError('the data', [{ path, expected: `lists within lists, at most ${MOST_AXES} deep`, received: 'deeper ones' }]);
  }
  return sizes;
}

export const isTyped = (value: unknown): value is TypedNumbers => ArrayBuffer.isView(value) && !(value instanceof DataView);

type List = ArrayLike<unknown>;
const isList = (value: unknown): value is List => Array.isArray(value) || isTyped(value);

/** Typed arrays of what are no numbers in JavaScript's sense. */
export const isOfBigInts = (value: unknown): boolean => value instanceof BigInt64Array || value instanceof BigUint64Array;

interface Nest {
  readonly sizes: readonly number[];
  /** How many numbers are in one item of each axis. */
  readonly within: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** What does not fit. Its place is made on the way back from it, as none is needed while all is well. */
interface Wrong {
  readonly place: number[];
  readonly expected: string;
  readonly received: string;
}

/** Reads a list of this axis, whose numbers begin `at` a place, a part of it at a time. */
async function readInTurns(
  list: List,
  axis: number,
  at: number,
  nest: Nest,
  breathe: () => Promise<void> | undefined,
): Promise<Wrong | undefined> {
  const size = nest.within[axis]!;
  const items = Math.max(1, Math.floor(AT_ONCE / size));
  for (let start = 0; start < nest.sizes[axis]!; start += items) {
    await breathe();
    const item = list[start];
    const isLarge = size > AT_ONCE && whyNoItem(item, axis + 1, nest) === undefined;
    const wrong = isLarge
      ? placed(await readInTurns(item as List, axis + 1, at + start * size, nest, breathe), start)
      : readItems(list, start, Math.min(start + items, nest.sizes[axis]!), axis, at, nest);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function readItems(list: List, start: number, end: number, axis: number, at: number, nest: Nest): Wrong | undefined {
  if (axis === nest.sizes.length - 1) return readNumbers(list, start, end, at, nest.values);
  const size = nest.within[axis]!;
  for (let i = start; i < end; i++) {
    const item = list[i];
    const wrong = whyNoItem(item, axis + 1, nest) ?? readItems(item as List, 0, nest.sizes[axis + 1]!, axis + 1, at + i * size, nest);
    if (wrong !== undefined) return placed(wrong, i);
  }
  return undefined;
}

function readNumbers(list: List, start: number, end: number, at: number, values: Nest['values']): Wrong | undefined {
  if (isTyped(list) && typeof list[start] === 'number') {
    values.set(start === 0 && end === list.length ? list : list.subarray(start, end), at + start);
    return undefined;
  }
  for (let i = start; i < end; i++) {
    const value = list[i];
    if (typeof value === 'number') values[at + i] = value;
    else if (typeof value === 'boolean') values[at + i] = value ? 1 : 0;
    else return { place: [i], expected: 'a finite number', received: show(value) };
  }
  return undefined;
}

function whyNoItem(item: unknown, axis: number, { sizes }: Nest): Wrong | undefined {
  if (isList(item) && item.length === sizes[axis]) return undefined;
  const received = isList(item) ? `${item.length} values` : show(item);
  return { place: [], expected: `${sizes[axis]} values, as the first row has`, received };
}

function placed(wrong: Wrong | undefined, index: number): Wrong | undefined {
  wrong?.place.unshift(index);
  return wrong;
}

function givenAt(data: unknown, index: number, within: readonly number[]): number {
  let item = data;
  for (const size of within) {
    item = (item as List)[Math.floor(index / size)];
    index %= size;
  }
  return Number(item);
}
