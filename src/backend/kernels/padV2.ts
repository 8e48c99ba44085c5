import { areNumbers } from './combine.ts';
import { copyStrided, stepsOf } from './copyStrided.ts';
import { isWasm, output, repairBoth, valuesOf } from './repair.ts';

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
export const padV2 = repairBoth<'x', Attributes>('PadV2', ({ inputs: { x }, attrs, backend }, runStock) => {
  const { paddings, constantValue } = attrs;
  if (!areNumbers(x) || (isWasm(backend) && x.shape.length <= MOST_AXES)) return runStock();
  const shape = x.shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
  const out = output(backend, shape, x.dtype);
  const values = valuesOf(backend, out);
  if (constantValue !== 0 || isWasm(backend)) values.fill(constantValue);
  const steps = stepsOf(shape);
  const start = steps.reduce((all, step, axis) => all + step * paddings[axis]![0], 0);
  copyStrided(x.shape, { values: valuesOf(backend, x), start: 0, steps: stepsOf(x.shape) }, { values, start, steps });
  return out;
});
