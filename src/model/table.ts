import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { areFinite } from '../backend/finite.ts';
import { newArrays, type FrameArrays } from '../data/read/arrays.ts';
import { DataError, show } from '../errors.ts';
import { product, showShape, type DType, type Shape } from '../spec/shape.ts';
import { flattenNested, isOfBigInts, isTyped, type Flattening, type NestedNumbers, type TypedNumbers } from './nestedNumbers.ts';

/** The values of one input or output of a network for many rows, flat, row after row. */
export interface Table {
  readonly values: Float32Array | Int32Array;
  /** Shape of one row. */
  readonly shape: readonly number[];
  readonly rows: number;
  readonly dtype: 'float32' | 'int32' | 'bool';
}

/** What arrays of numbers may come as: nested lists, one flat typed array, a list of typed arrays, or a tensor (which stays the caller's). */
export type ArrayData = NestedNumbers | TypedNumbers | Tensor;

/** Where a table goes: `shape` of one row, null where it may vary. */
export interface Slot {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
  /** Whether a table may stand on the caller's own array of floats: where it is read at once. Default: it is copied. */
  readonly shares?: boolean;
}

/**
 * Reads arrays into a table. A flat typed array is cut into rows by the shape of the slot; a missing last axis of 1 is forgiven. Other
 * work gets its turn while nested ones are read.
 * @throws DataError where the sizes do not fit, rows are ragged or a value is no number; the signal's reason.
 */
export async function toTable(data: ArrayData, slot: Slot, path: string, signal?: AbortSignal): Promise<Table> {
  const dtype = slot.dtype === 'int32' || slot.dtype === 'bool' ? slot.dtype : 'float32';
  const flat = await flatten(data, { bits: dtype === 'float32' ? 32 : 64, path, signal });
  const shape = rowShape(flat, slot, path);
  const rows = flat.sizes[0]!;
  checkValues(flat, dtype, rows, path);
  return { values: kept(flat, dtype, slot.shares === true), shape, rows, dtype };
}

/** Constructors copy arrays far sooner than `from` goes through them. */
function kept({ values, isOurs }: Flat, dtype: Table['dtype'], shares: boolean): Table['values'] {
  // As TF.js makes them: whatever is not 0 is true.
  if (dtype === 'bool') return Int32Array.from(values, (value) => (value === 0 ? 0 : 1));
  if (dtype === 'int32') return new Int32Array(values);
  return (shares || isOurs) && values instanceof Float32Array ? values : new Float32Array(values);
}

/**
 * Some rows of a table, in the order asked for.
 * @param arrays Where float32 values are kept, by this name. Default: in a new array.
 */
export function takeRows(table: Table, rows: ArrayLike<number>, arrays: FrameArrays = newArrays, name = 'taken'): Table {
  const size = table.values.length / table.rows;
  const values = table.dtype === 'float32' ? arrays.float32(name, rows.length * size) : new Int32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * size;
    for (let q = 0; q < size; q++) values[i * size + q] = table.values[from + q]!;
  }
  return { ...table, values, rows: rows.length };
}

/** The same, written one after another into a place that is there already. */
export function copyRows({ values, rows: all }: Table, rows: ArrayLike<number>, into: Float32Array | Int32Array | Uint8Array): void {
  const size = values.length / all;
  if (size < LONG_ROW) {
    for (let i = 0, at = 0; i < rows.length; i++) {
      for (let from = rows[i]! * size, end = from + size; from < end; from++) into[at++] = values[from]!;
    }
    return;
  }
  for (let i = 0; i < rows.length; i++) into.set(values.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
}

/** So many numbers are copied sooner by one call for all of them. */
const LONG_ROW = 64;

/** The rows from `start` up to but not including `end`, which share their values with the table. */
export function sliceRows(table: Table, start: number, end: number): Table {
  const size = table.values.length / table.rows;
  return { ...table, values: table.values.subarray(start * size, end * size), rows: end - start };
}

/** The table with its last row again and again, up to so many rows. */
export function padRows(table: Table, rows: number): Table {
  return takeRows(
    table,
    Uint32Array.from({ length: rows }, (_, row) => Math.min(row, table.rows - 1)),
  );
}

/** A tensor of the whole table, [rows, ...shape]; the caller disposes it. Later changes to the table's values may show in it. */
export const toTensor = (table: Table): Tensor => tf.tensor(table.values, [table.rows, ...table.shape], table.dtype);

interface Flat {
  readonly values: ArrayLike<number>;
  /** Sizes of the axes, rows first; a flat typed array has one. */
  readonly sizes: readonly number[];
  readonly isFlat: boolean;
  /** Whether the values are nobody else's. */
  readonly isOurs: boolean;
  /** What was given for one of the values, where they are rounded. */
  readonly given?: (index: number) => number;
}

async function flatten(data: ArrayData, how: Flattening): Promise<Flat> {
  if (data instanceof tf.Tensor) {
    if (data.isDisposed) {
      const fix = 'dispose of it once the call has ended';
      throw new DataError('the data', [{ path: how.path, expected: 'a tensor in use', received: 'one that was disposed', fix }]);
    }
    return { values: (await data.data()) as TypedNumbers, sizes: data.shape, isFlat: false, isOurs: false };
  }
  if (isTyped(data) && !isOfBigInts(data)) return { values: data, sizes: [data.length], isFlat: true, isOurs: false };
  if (!Array.isArray(data)) {
    throw new DataError('the data', [{ path: how.path, expected: 'arrays of numbers, a typed array or a tensor', received: show(data) }]);
  }
  return { ...(await flattenNested(data, how)), isFlat: false, isOurs: true };
}

/** Refuses what a table of this type cannot hold, naming the row. */
function checkValues({ values, given }: Flat, dtype: Table['dtype'], rows: number, path: string): void {
  if (dtype === 'float32' && values instanceof Float32Array && areFinite(values)) return;
  const size = values.length / rows;
  for (let q = 0; q < values.length; q++) {
    const value = values[q]!;
    if (dtype === 'float32' ? Number.isFinite(Math.fround(value)) : Number.isInteger(value)) continue;
    const expected = dtype === 'float32' ? 'finite numbers, within what 32-bit floats hold' : 'whole numbers';
    throw new DataError('the data', [{ path: `${path}[${Math.floor(q / size)}]`, expected, received: String(given?.(q) ?? value) }]);
  }
}

function rowShape({ values, sizes, isFlat }: Flat, slot: Slot, path: string): readonly number[] {
  const wanted = slot.shape;
  const refuse = (received: string) => {
    const expected = `rows of ${showShape(wanted)} for ${show(slot.name)}`;
    return new DataError('the data', [{ path, expected, received }]);
  };
  if (values.length === 0) throw refuse('no rows');
  if (isFlat) {
    const size = product(wanted);
    if (size === null || values.length % size !== 0) throw refuse(`${values.length} numbers in one array`);
    (sizes as number[])[0] = values.length / size;
    return wanted as readonly number[];
  }
  const given = sizes.slice(1);
  const padded = given.length === wanted.length - 1 && wanted.at(-1) === 1 ? [...given, 1] : given;
  const fits = padded.length === wanted.length && padded.every((size, i) => wanted[i] === null || wanted[i] === size);
  if (!fits) throw refuse(`rows of ${showShape(given)}`);
  return padded;
}
