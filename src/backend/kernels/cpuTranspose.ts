import { areNumbers } from './combine.ts';
import { copyStrided, stepsOf } from './copyStrided.ts';
import { output, repairCpu, valuesOf } from './repair.ts';

/** Axes in another order, in plain JavaScript: TF.js works out the place of each value anew. */
export const cpuTranspose = repairCpu<'x', { readonly perm: number[] }>('Transpose', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (!areNumbers(x)) return runStock();
  const shape = attrs.perm.map((axis) => x.shape[axis]!);
  const out = output(backend, shape, x.dtype);
  const steps = stepsOf(x.shape);
  const from = { values: valuesOf(backend, x), start: 0, steps: attrs.perm.map((axis) => steps[axis]!) };
  copyStrided(shape, from, { values: valuesOf(backend, out), start: 0, steps: stepsOf(shape) });
  return out;
});
