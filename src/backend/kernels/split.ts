import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { copyRun } from './copyRun.ts';
import { outputs, repairBoth, valuesOf, type CpuBackend, type WasmBackend } from './repair.ts';

/**
 * A tensor split along an axis, which each step of a recurrent layer does. TF.js takes each part by its own slice, which works out
 * the place of each value anew in plain JavaScript and copies the whole tensor in WebAssembly.
 */
export const splitV = repairBoth<'x', { readonly numOrSizeSplits: number[] | number; readonly axis: number }, TensorInfo[]>(
  'SplitV',
  ({ inputs: { x }, attrs, backend }, runStock) => {
    if (x.dtype === 'string' || x.dtype === 'complex64') return runStock();
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    const lengths = tf.backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis) as number[];
    return parts(x, axis, lengths, (length) => x.shape.map((size, i) => (i === axis ? length : size)), backend);
  },
);

/** A tensor taken apart along an axis, which its parts no longer have. */
export const unpack = repairBoth<'value', { readonly axis: number }, TensorInfo[]>(
  'Unpack',
  ({ inputs: { value }, attrs, backend }, runStock) => {
    if (value.dtype === 'string' || value.dtype === 'complex64') return runStock();
    const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
    const lengths = new Array<number>(value.shape[axis]!).fill(1);
    return parts(value, axis, lengths, () => value.shape.filter((_, i) => i !== axis), backend);
  },
);

/** Copies of what lies side by side along an axis. */
function parts(
  x: TensorInfo,
  axis: number,
  lengths: readonly number[],
  shapeOf: (length: number) => number[],
  backend: WasmBackend | CpuBackend,
): TensorInfo[] {
  const made = outputs(
    backend,
    lengths.map((length) => ({ shape: shapeOf(length), dtype: x.dtype })),
  );
  const from = valuesOf(backend, x);
  const step = x.shape.slice(axis + 1).reduce((all, size) => all * size, 1);
  const whole = step * x.shape[axis]!;
  let first = 0;
  for (const [i, length] of lengths.entries()) {
    const into = valuesOf(backend, made[i]!);
    const run = length * step;
    for (let source = first, target = 0; target < into.length; source += whole, target += run) {
      copyRun(from, source, into, target, run);
    }
    first += run;
  }
  return [...made];
}
