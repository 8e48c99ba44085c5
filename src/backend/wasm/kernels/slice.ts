import { output } from '../../kernels/repair.ts';
import { tf } from '#tf';
import { ownKernel } from '../ownKernel.ts';
import { bytesOf } from '../rows.ts';

interface Attributes {
  readonly begin: number | number[];
  readonly size: number | number[];
}

/** A part of a tensor. */
export const slice = ownKernel<'x', Attributes>('Slice', ({ inputs: { x }, attrs, backend }, { kernels, addressOf }) => {
  const bytes = bytesOf(x);
  if (bytes === undefined) return undefined;
  const [begin, size] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
  tf.slice_util.assertParamsValid(x, begin, size);
  const out = output(backend, size, x.dtype);
  if (size.includes(0)) return out;

  // From axis `inner` on, the part lies in one run; such runs lie evenly along the axis before it.
  let inner = size.length - 1;
  while (inner > 0 && size[inner] === x.shape[inner]) inner -= 1;
  const steps = x.shape.map((_, axis) => x.shape.slice(axis + 1).reduce((all, length) => all * length, bytes));
  const run = size.slice(Math.max(0, inner)).reduce((all, length) => all * length, bytes);
  const start = begin.reduce((at, first, axis) => at + first * steps[axis]!, addressOf(backend, x));
  let to = addressOf(backend, out);
  const copyFrom = (axis: number, from: number): void => {
    if (axis >= inner - 1) {
      const count = inner > 0 ? size[inner - 1]! : 1;
      kernels.copyRuns(to, run, from, inner > 0 ? steps[inner - 1]! : 0, run, count);
      to += run * count;
      return;
    }
    for (let i = 0; i < size[axis]!; i++) copyFrom(axis + 1, from + i * steps[axis]!);
  };
  copyFrom(0, start);
  return out;
});
