import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { plannedCpu } from './plannedCpu.ts';

/** A tensor again and again along its axes, in plain JavaScript: TF.js works out the place of each value anew. */
export const cpuTile = plannedCpu<'x', { readonly reps: number[] }>('Tile', ({ x }, { reps }) => {
  if (!areNumbers(x)) return undefined;
  const shape = x.shape.map((size, axis) => size * reps[axis]!);
  const [inSteps, outSteps] = [stepsOf(x.shape), stepsOf(shape)];
  // Each axis is two: how often, along which the source stays where it is, and the axis itself.
  const copy = copyRuns(
    x.shape.flatMap((size, axis) => [reps[axis]!, size]),
    { start: 0, steps: inSteps.flatMap((step) => [0, step]) },
    { start: 0, steps: outSteps.flatMap((step, axis) => [step * x.shape[axis]!, step]) },
  );
  return { output: { shape, dtype: x.dtype }, bind: ({ inputs: { x }, output }) => copy(x, output) };
});
