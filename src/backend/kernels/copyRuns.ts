import type { Values } from './planned.ts';

/** Where the first value is in an array, and how far it is from each to the next along each axis. */
export interface Strides {
  readonly start: number;
  readonly steps: readonly number[];
}

/** How far it is from each value to the next along each axis of a tensor. */
export const stepsOf = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((all, size) => all * size, 1));

interface Axis {
  size: number;
  readonly from: number;
  readonly into: number;
}

/** Runs of values that lie side by side in both arrays and are at least so long are copied by the engine, not one by one. */
const LONG_RUN = 48;
/** Of more of them no views are kept. */
const MOST_VIEWS = 4096;

const one: Axis = { size: 1, from: 0, into: 0 };

/** Copies values of a shape from where they are to where they belong: worked out once, for arrays that are bound to it. */
export function copyRuns(shape: readonly number[], from: Strides, into: Strides): (from: Values, into: Values) => () => void {
  if (shape.includes(0)) return () => () => undefined;
  const axes: Axis[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const next = { size: shape[axis]!, from: from.steps[axis]!, into: into.steps[axis]! };
    const within = axes.at(-1);
    if (next.size === 1) continue;
    if (within && within.from * within.size === next.from && within.into * within.size === next.into) within.size *= next.size;
    else axes.push(next);
  }
  const [columns = one, rows = one, ...outer] = axes;
  // [where a block begins in one array, and in the other, ...]
  let starts = [from.start, into.start];
  const isOneRun = columns.from === 1 && columns.into === 1 && columns.size >= LONG_RUN;
  for (const axis of isOneRun ? [...outer.reverse(), rows] : outer.reverse()) starts = spread(starts, axis);
  if (isOneRun && starts.length <= 2 * MOST_VIEWS) return (from, into) => copyViews(words(from), words(into), starts, columns.size);
  if (isOneRun) return (from, into) => copyBlocks(words(from), words(into), Int32Array.from(starts), one, columns);
  const places = Int32Array.from(starts);
  return (from, into) => copyBlocks(words(from), words(into), places, rows, columns);
}

/** Each place once for each step of an axis. */
function spread(starts: readonly number[], { size, from, into }: Axis): number[] {
  const all: number[] = [];
  for (let s = 0; s < starts.length; s += 2) for (let i = 0; i < size; i++) all.push(starts[s]! + i * from, starts[s + 1]! + i * into);
  return all;
}

/**
 * Numbers of 32 bits as whole ones, whatever they are: so that loops meet arrays of few kinds, and bits stay as they are where they stand
 * for no number.
 */
export const words = (values: Values): Values =>
  values instanceof Float32Array ? new Int32Array(values.buffer, values.byteOffset, values.length) : values;

function copyViews(from: Values, into: Values, starts: readonly number[], length: number): () => void {
  const views: Values[] = [];
  const targets: number[] = [];
  for (let s = 0; s < starts.length; s += 2) {
    views.push(from.subarray(starts[s], starts[s]! + length));
    targets.push(starts[s + 1]!);
  }
  return () => {
    for (let i = 0; i < views.length; i++) into.set(views[i]!, targets[i]);
  };
}

const copyBlocks =
  (values: Values, into: Values, starts: Int32Array, rows: Axis, columns: Axis): (() => void) =>
  () => {
    copyAll(values, into, starts, rows.size, rows.from, rows.into, columns.size, columns.from, columns.into);
  };

function copyAll(
  values: Values,
  into: Values,
  starts: Int32Array,
  rows: number,
  down: number,
  downInto: number,
  columns: number,
  across: number,
  acrossInto: number,
): void {
  for (let s = 0; s < starts.length; s += 2) {
    let source = starts[s]!;
    let target = starts[s + 1]!;
    for (let row = 0; row < rows; row++, source += down, target += downInto) {
      for (let k = 0, i = source, o = target; k < columns; k++, i += across, o += acrossInto) into[o] = values[i]!;
    }
  }
}

/** One after another. */
export const inTurn = (all: readonly (() => void)[]): (() => void) => {
  return () => {
    for (let i = 0; i < all.length; i++) all[i]!();
  };
};
