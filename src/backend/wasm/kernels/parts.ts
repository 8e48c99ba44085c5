import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { output, outputs, type WasmBackend } from '../../kernels/repair.ts';
import type { KernelModule } from '../kernelModule.ts';
import { ownKernel } from '../ownKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

/** A tensor split along an axis. */
export const splitV = ownKernel<'x', { readonly numOrSizeSplits: number[] | number; readonly axis: number }, TensorInfo[]>(
  'SplitV',
  ({ inputs: { x }, attrs, backend }, module) => {
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    const lengths = tf.backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis) as number[];
    return takeApart(x, axis, lengths, (length) => x.shape.map((size, i) => (i === axis ? length : size)), backend, module);
  },
);

/** A tensor taken apart along an axis, which its parts no longer have. */
export const unpack = ownKernel<'value', { readonly axis: number }, TensorInfo[]>(
  'Unpack',
  ({ inputs: { value }, attrs, backend }, module) => {
    const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
    const lengths = new Array<number>(value.shape[axis]!).fill(1);
    return takeApart(value, axis, lengths, () => value.shape.filter((_, i) => i !== axis), backend, module);
  },
);

function takeApart(
  x: TensorInfo,
  axis: number,
  lengths: readonly number[],
  shapeOf: (length: number) => number[],
  backend: WasmBackend,
  { kernels, addressOf }: KernelModule,
): TensorInfo[] | undefined {
  const bytes = bytesOf(x);
  if (bytes === undefined) return undefined;
  const count = sizeOf(x.shape.slice(0, axis));
  const step = sizeOf(x.shape.slice(axis + 1)) * bytes;
  let from = addressOf(backend, x);
  const made = outputs(
    backend,
    lengths.map((length) => ({ shape: shapeOf(length), dtype: x.dtype })),
  );
  return made.map((part, i) => {
    const length = lengths[i]!;
    kernels.copyRuns(addressOf(backend, part), length * step, from, step * x.shape[axis]!, length * step, count);
    from += length * step;
    return part;
  });
}

/** Tensors joined along an axis. */
export const concat = ownKernel<string, { readonly axis: number }>('Concat', ({ inputs, attrs, backend }, { kernels, addressOf }) => {
  // TF.js gives a list here.
  const parts = (inputs as unknown as readonly TensorInfo[]).filter(({ shape }) => sizeOf(shape) > 0);
  const [first] = parts;
  const bytes = first && bytesOf(first);
  if (first === undefined || bytes === undefined || parts.some(({ dtype }) => dtype !== first.dtype)) return undefined;
  const axis = tf.util.parseAxisParam(attrs.axis, first.shape)[0]!;
  const shapes = parts.map(({ shape }) => shape);
  tf.backend_util.assertParamsConsistent(shapes, axis);
  const out = output(backend, tf.backend_util.computeOutShape(shapes, axis), first.dtype);
  const count = sizeOf(first.shape.slice(0, axis));
  const step = sizeOf(first.shape.slice(axis + 1)) * bytes;
  let to = addressOf(backend, out);
  for (const part of parts) {
    const run = part.shape[axis]! * step;
    kernels.copyRuns(to, out.shape[axis]! * step, addressOf(backend, part), run, run, count);
    to += run;
  }
  return out;
});
