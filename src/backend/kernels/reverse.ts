import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyStrided, stepsOf } from './copyStrided.ts';
import { isWasm, output, repairBoth, valuesOf } from './repair.ts';

/**
 * Values from the end of axes on. In plain JavaScript TF.js makes a list of the place of each value; on WebAssembly it writes truths as if
 * each took four bytes, beyond their memory.
 */
export const reverse = repairBoth<'x', { readonly dims: number | number[] }>('Reverse', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (!areNumbers(x) || (isWasm(backend) && x.dtype !== 'bool')) return runStock();
  const axes = tf.util.parseAxisParam(attrs.dims, x.shape);
  const out = output(backend, x.shape, x.dtype);
  const steps = stepsOf(x.shape);
  const start = axes.reduce((all, axis) => all + (x.shape[axis]! - 1) * steps[axis]!, 0);
  const back = steps.map((step, axis) => (axes.includes(axis) ? -step : step));
  copyStrided(x.shape, { values: valuesOf(backend, x), start, steps: back }, { values: valuesOf(backend, out), start: 0, steps });
  return out;
});
