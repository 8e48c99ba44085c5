import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** Where both flags are set. */
export const logicalAnd = plannedKernel<'a' | 'b', object>('LogicalAnd', ({ a, b }, _, kernels) => {
  if (a.dtype !== 'bool' || b.dtype !== 'bool' || !isSameShape(a.shape, b.shape)) return undefined;
  const count = sizeOf(a.shape);
  return {
    output: a,
    bind:
      ({ inputs: { a, b }, output: out }) =>
      () =>
        kernels.logicalAnd(out, a, b, count),
  };
});

/** From two tensors, the first's numbers where the flag is set. Flags have one byte, numbers four. */
export const select = plannedKernel<'condition' | 't' | 'e', object>('Select', ({ condition, t, e }, _, kernels) => {
  if (condition.dtype !== 'bool' || bytesOf(t) !== 4 || t.dtype !== e.dtype) return undefined;
  if (!isSameShape(condition.shape, t.shape) || !isSameShape(t.shape, e.shape)) return undefined;
  const count = sizeOf(t.shape);
  return {
    output: t,
    bind:
      ({ inputs: { condition, t, e }, output: out }) =>
      () =>
        kernels.select(out, condition, t, e, count),
  };
});
