import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

/**
 * Values from the end of axes on. In plain JavaScript TF.js makes a list of the place of each value; on WebAssembly it writes truths as if
 * each took four bytes, beyond their memory.
 */
export const reverse = plannedBoth<'x', { readonly dims: number | number[] }>('Reverse', ({ x }, { dims }, backendName) => {
  if (!areNumbers(x) || (backendName === 'wasm' && x.dtype !== 'bool')) return undefined;
  const axes = tf.util.parseAxisParam(dims, x.shape);
  const steps = stepsOf(x.shape);
  const start = axes.reduce((all, axis) => all + (x.shape[axis]! - 1) * steps[axis]!, 0);
  const back = steps.map((step, axis) => (axes.includes(axis) ? -step : step));
  const copy = copyRuns(x.shape, { start, steps: back }, { start: 0, steps });
  return { output: x, bind: ({ inputs: { x }, output }) => copy(x, output) };
});
