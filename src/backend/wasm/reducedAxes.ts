import { stepsOf } from '../kernels/copyRuns.ts';
import type { KernelPlan, Slot } from '../kernels/planned.ts';
import { planCopy } from './copyPlan.ts';
import type { KernelExports } from './exports.ts';
import { bytesOf, sizeOf } from './rows.ts';

/** What reduces numbers that are read as [outer, count, inner] to [outer, inner]. */
export type Reduction = (out: number, x: number, outer: number, count: number, inner: number) => void;

interface Options {
  /** From the first on. */
  readonly axes: readonly number[];
  readonly keepDims?: boolean | undefined;
  readonly dtype: Slot['dtype'];
}

/** Reduces any axes: where others lie between them, the values are moved first. */
export function planReduction(
  x: Slot,
  { axes, keepDims = false, dtype }: Options,
  reduce: Reduction,
  kernels: KernelExports,
): KernelPlan<'x', number> {
  const shape = x.shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keepDims ? [1] : []));
  const output = { shape, dtype };
  // Axes of one value lie wherever it suits.
  const reduced = axes.filter((axis) => x.shape[axis] !== 1);
  const [first = 0, last = first - 1] = [reduced[0], reduced.at(-1)];
  const between = x.shape.slice(first, last + 1).filter((size, i) => size !== 1 && !reduced.includes(first + i));
  if (between.length === 0) {
    const [outer, count, inner] = [x.shape.slice(0, first), x.shape.slice(first, last + 1), x.shape.slice(last + 1)].map(sizeOf) as Sides;
    return {
      output,
      bind:
        ({ inputs: { x }, output }) =>
        () => {
          reduce(output, x, outer, count, inner);
        },
    };
  }
  const bytes = bytesOf(x)!;
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  const moved = order.map((axis) => x.shape[axis]!);
  const [to, from] = [stepsOf(moved), stepsOf(x.shape)];
  const { table, bind } = planCopy(
    moved.map((size, i) => ({ size, to: to[i]!, from: from[order[i]!]! })),
    bytes,
    kernels,
  );
  const [outer, count] = [sizeOf(shape), sizeOf(axes.map((axis) => x.shape[axis]!))];
  return {
    output,
    scratch: 64 * Math.ceil((bytes * sizeOf(moved)) / 64),
    table,
    bind({ inputs: { x }, output, scratch, table }) {
      const move = bind(scratch, x, table);
      return () => {
        move();
        reduce(output, scratch, outer, count, 1);
      };
    },
  };
}
type Sides = [outer: number, count: number, inner: number];
