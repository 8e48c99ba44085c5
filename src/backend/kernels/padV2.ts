import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

/** XNNPACK's. */
const MOST_AXES = 6;

interface Attributes {
  /** Before and after each axis. */
  readonly paddings: readonly (readonly [number, number])[];
  readonly constantValue: number;
}

/**
 * A tensor with the same number all around it. In plain JavaScript TF.js works out the place of each value anew; on WebAssembly it leaves
 * those of more than six axes as they were.
 */
export const padV2 = plannedBoth<'x', Attributes>('PadV2', ({ x }, { paddings, constantValue }, backendName) => {
  if (!areNumbers(x) || (backendName === 'wasm' && x.shape.length <= MOST_AXES)) return undefined;
  const shape = x.shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
  const steps = stepsOf(shape);
  const start = steps.reduce((all, step, axis) => all + step * paddings[axis]![0], 0);
  const copy = copyRuns(x.shape, { start: 0, steps: stepsOf(x.shape) }, { start, steps });
  return {
    output: { shape, dtype: x.dtype },
    bind: ({ inputs: { x }, output }) => {
      const copyInto = copy(x, output);
      return () => {
        output.fill(constantValue);
        copyInto();
      };
    },
  };
});
