import { output } from '../../kernels/repair.ts';
import { ownKernel } from '../ownKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** Where both flags are set. */
export const logicalAnd = ownKernel<'a' | 'b', object>('LogicalAnd', ({ inputs: { a, b }, backend }, { kernels, addressOf }) => {
  if (a.dtype !== 'bool' || b.dtype !== 'bool' || !isSameShape(a.shape, b.shape)) return undefined;
  const out = output(backend, a.shape, 'bool');
  kernels.logicalAnd(addressOf(backend, out), addressOf(backend, a), addressOf(backend, b), sizeOf(a.shape));
  return out;
});

/** From two tensors, the first's numbers where the flag is set. Flags have one byte, numbers four. */
export const select = ownKernel<'condition' | 't' | 'e', object>('Select', ({ inputs, backend }, { kernels, addressOf }) => {
  const { condition, t, e } = inputs;
  if (condition.dtype !== 'bool' || bytesOf(t) !== 4 || t.dtype !== e.dtype) return undefined;
  if (!isSameShape(condition.shape, t.shape) || !isSameShape(t.shape, e.shape)) return undefined;
  const out = output(backend, t.shape, t.dtype);
  const [to, flags, yes, no] = [out, condition, t, e].map((tensor) => addressOf(backend, tensor)) as [number, number, number, number];
  kernels.select(to, flags, yes, no, sizeOf(t.shape));
  return out;
});
