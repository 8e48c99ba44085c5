import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** From two tensors, the first's values where a flag is set. There is one for each, or for each along the first axis. */
export const select = plannedKernel<'condition' | 't' | 'e', object>('Select', ({ condition, t, e }, _, kernels) => {
  const bytes = bytesOf(t);
  if (condition.dtype !== 'bool' || bytes === undefined || t.dtype !== e.dtype || !isSameShape(t.shape, e.shape)) return undefined;
  const count = sizeOf(condition.shape);
  if (isSameShape(condition.shape, t.shape) && bytes === 4) {
    return {
      output: t,
      bind:
        ({ inputs: { condition, t, e }, output: out }) =>
        () =>
          kernels.select(out, condition, t, e, count),
    };
  }
  const each = isSameShape(condition.shape, t.shape) ? 1 : sizeOf(t.shape.slice(1));
  if (count * each !== sizeOf(t.shape) || (each !== 1 && condition.shape.length !== 1)) return undefined;
  const rowBytes = each * bytes;
  return {
    output: t,
    bind:
      ({ inputs: { condition, t, e }, output: out }) =>
      () =>
        kernels.selectRows(out, condition, t, e, count, rowBytes),
  };
});
