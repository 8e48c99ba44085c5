import { areNumbers } from './combine.ts';
import { copyStrided, stepsOf } from './copyStrided.ts';
import { output, repairCpu, valuesOf } from './repair.ts';

/** A tensor again and again along its axes, in plain JavaScript: TF.js works out the place of each value anew. */
export const cpuTile = repairCpu<'x', { readonly reps: number[] }>('Tile', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (!areNumbers(x)) return runStock();
  const out = output(
    backend,
    x.shape.map((size, axis) => size * attrs.reps[axis]!),
    x.dtype,
  );
  const [inSteps, outSteps] = [stepsOf(x.shape), stepsOf(out.shape)];
  // Each axis is two: how often, along which the source stays where it is, and the axis itself.
  const from = { values: valuesOf(backend, x), start: 0, steps: inSteps.flatMap((step) => [0, step]) };
  const into = { values: valuesOf(backend, out), start: 0, steps: outSteps.flatMap((step, axis) => [step * x.shape[axis]!, step]) };
  copyStrided(
    x.shape.flatMap((size, axis) => [attrs.reps[axis]!, size]),
    from,
    into,
  );
  return out;
});
