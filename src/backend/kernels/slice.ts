import { tf } from '#tf';
import { copyRun } from './copyRun.ts';
import { stepsOf } from './copyStrided.ts';
import { output, repairBoth, valuesOf } from './repair.ts';

interface Attributes {
  readonly begin: number | number[];
  readonly size: number | number[];
}

/**
 * A part of a tensor. TF.js first copies the whole of it out of WebAssembly, so that predicting 10,000 rows batch by batch copies
 * them three hundred times over; in plain JavaScript it works out the place of each value anew, unless the part lies in one run.
 */
export const slice = repairBoth<'x', Attributes>('Slice', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (x.dtype === 'string' || x.dtype === 'complex64') return runStock();
  const [begin, size] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
  tf.slice_util.assertParamsValid(x, begin, size);
  const out = output(backend, size, x.dtype);
  const from = valuesOf(backend, x);
  const into = valuesOf(backend, out);
  if (into.length === 0) return out;

  // From axis `inner` on, the part lies in one run.
  let inner = size.length - 1;
  while (inner > 0 && size[inner] === x.shape[inner]) inner -= 1;
  const strides = stepsOf(x.shape);
  const run = into.length / size.slice(0, Math.max(0, inner)).reduce((all, length) => all * length, 1);
  const copyFrom = (axis: number, source: number, target: number): number => {
    if (axis >= inner) {
      const start = source + (begin[axis] ?? 0) * (strides[axis] ?? 1);
      copyRun(from, start, into, target, run);
      return target + run;
    }
    let at = target;
    for (let i = 0; i < size[axis]!; i++) at = copyFrom(axis + 1, source + (begin[axis]! + i) * strides[axis]!, at);
    return at;
  };
  copyFrom(0, 0, 0);
  return out;
});
