import { stepsOf } from '../../kernels/copyRuns.ts';
import { planCopy } from '../copyPlan.ts';
import { patternOf } from '../pattern.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

interface Attributes {
  /** Before and after each axis. */
  readonly paddings: readonly (readonly [number, number])[];
  readonly constantValue: number;
}

/** A tensor with the same number all around it. */
export const padV2 = plannedKernel<'x', Attributes>('PadV2', ({ x }, { paddings, constantValue }, kernels) => {
  const bytes = bytesOf(x);
  if (bytes === undefined) return undefined;
  const shape = x.shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
  const [to, from] = [stepsOf(shape), stepsOf(x.shape)];
  const start = to.reduce((all, step, axis) => all + step * paddings[axis]![0], 0);
  const axes = x.shape.map((size, axis) => ({ size, to: to[axis]!, from: from[axis]! }));
  const { table, bind } = planCopy(axes, bytes, kernels);
  const [pattern, size] = [patternOf(constantValue, x.dtype), bytes * sizeOf(shape)];
  return {
    output: { shape, dtype: x.dtype },
    ...(sizeOf(shape) === sizeOf(x.shape) ? { again: 'x' } : {}),
    table,
    bind({ inputs: { x }, output, table }) {
      const copy = bind(output + start * bytes, x, table);
      return () => {
        kernels.fill(output, pattern, size);
        copy();
      };
    },
  };
});
