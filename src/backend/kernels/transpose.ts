import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

/**
 * Axes in another order. In plain JavaScript TF.js works out the place of each value anew; on WebAssembly it divides by an axis of none.
 */
export const transpose = plannedBoth<'x', { readonly perm: number[] }>('Transpose', ({ x }, { perm }, backendName) => {
  if (!areNumbers(x) || (backendName === 'wasm' && !x.shape.includes(0))) return undefined;
  const shape = perm.map((axis) => x.shape[axis]!);
  const steps = stepsOf(x.shape);
  const copy = copyRuns(shape, { start: 0, steps: perm.map((axis) => steps[axis]!) }, { start: 0, steps: stepsOf(shape) });
  return { output: { shape, dtype: x.dtype }, bind: ({ inputs: { x }, output }) => copy(x, output) };
});
