import { tf } from '#tf';
import { stepsOf } from '../../kernels/copyRuns.ts';
import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import { planCopy } from '../copyPlan.ts';
import type { KernelExports } from '../exports.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

/** Axes in another order. */
export const transpose = plannedKernel<'x', { readonly perm: readonly number[] }>('Transpose', ({ x }, { perm }, kernels) => {
  const shape = perm.map((axis) => x.shape[axis]!);
  const steps = stepsOf(x.shape);
  const from = perm.map((axis) => steps[axis]!);
  return copied(x, shape, { shape, from }, kernels);
});

/** A part of a tensor. */
export const slice = plannedKernel<'x', { readonly begin: number | number[]; readonly size: number | number[] }>(
  'Slice',
  ({ x }, attrs, kernels) => {
    const given = x as never; // whose shape alone they read
    const [begin, shape] = tf.slice_util.parseSliceParams(given, attrs.begin, attrs.size) as [number[], number[]];
    tf.slice_util.assertParamsValid(given, begin, shape);
    const steps = stepsOf(x.shape);
    return copied(x, shape, { shape, from: steps, start: startOf(begin, steps) }, kernels);
  },
);

interface Strides {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/** Every so many values along axes. */
export const stridedSlice = plannedKernel<'x', Strides>('StridedSlice', ({ x }, attrs, kernels) => {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const part = tf.slice_util.sliceInfo(x.shape, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  if (part.isIdentity) return undefined; // the same values by another shape
  // With an axis of one value for each that the answer no longer has, and without those that only it has.
  const shape = x.shape.map((_, axis) => Math.max(0, Math.ceil((part.end[axis]! - part.begin[axis]!) / part.strides[axis]!)));
  const steps = stepsOf(x.shape);
  const from = steps.map((step, axis) => step * part.strides[axis]!);
  return copied(x, part.finalShape, { shape, from, start: startOf(part.begin, steps) }, kernels);
});

/** Values from the end of axes on. */
export const reverse = plannedKernel<'x', { readonly dims: number | number[] }>('Reverse', ({ x }, { dims }, kernels) => {
  const axes = tf.util.parseAxisParam(dims, x.shape);
  const steps = stepsOf(x.shape);
  const start = axes.reduce((all, axis) => all + (x.shape[axis]! - 1) * steps[axis]!, 0);
  const from = steps.map((step, axis) => (axes.includes(axis) ? -step : step));
  return copied(x, x.shape, { shape: x.shape, from, start }, kernels);
});

/** A tensor again and again along its axes. */
export const tile = plannedKernel<'x', { readonly reps: readonly number[] }>('Tile', ({ x }, { reps }, kernels) => {
  const shape = x.shape.map((size, axis) => size * reps[axis]!);
  // Each axis is two: how often, along which the source stays where it is, and the axis itself.
  const both = x.shape.flatMap((size, axis) => [reps[axis]!, size]);
  return copied(x, shape, { shape: both, from: stepsOf(x.shape).flatMap((step) => [0, step]) }, kernels);
});

/** Where values come from, in values: how many there are along each axis, in the order in which they come out. */
interface Source {
  readonly shape: readonly number[];
  readonly from: readonly number[];
  readonly start?: number;
}

function copied(
  x: Slot,
  outShape: readonly number[],
  { shape, from, start = 0 }: Source,
  kernels: KernelExports,
): KernelPlan<'x', number> | undefined {
  const bytes = bytesOf(x);
  if (bytes === undefined) return undefined;
  const to = stepsOf(shape);
  const { isRun, table, bind } = planCopy(
    shape.map((size, axis) => ({ size, to: to[axis]!, from: from[axis]! })),
    bytes,
    kernels,
  );
  return {
    output: { shape: [...outShape], dtype: x.dtype },
    ...(isRun && sizeOf(shape) === sizeOf(x.shape) ? { again: 'x' } : {}),
    table,
    bind: ({ inputs: { x }, output, table }) => bind(output, x + start * bytes, table),
  };
}

const startOf = (begin: readonly number[], steps: readonly number[]): number =>
  begin.reduce((all, first, axis) => all + first * steps[axis]!, 0);
