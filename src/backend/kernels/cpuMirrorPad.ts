import { areNumbers } from './combine.ts';
import { stepsOf } from './copyRuns.ts';
import { plannedCpu } from './plannedCpu.ts';

interface Attributes {
  /** Before and after each axis. */
  readonly paddings: readonly (readonly [number, number])[];
  /** `symmetric` repeats the values at the border, `reflect` does not. */
  readonly mode: 'reflect' | 'symmetric';
}

/** A tensor with its own values all around it, as in a mirror, in plain JavaScript: TF.js works out the place of each value anew. */
export const cpuMirrorPad = plannedCpu<'x', Attributes>('MirrorPad', ({ x }, { paddings, mode }) => {
  if (!areNumbers(x) || x.shape.length === 0) return undefined;
  const shape = x.shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
  const border = mode === 'reflect' ? 0 : 1;
  const steps = stepsOf(x.shape);
  /** For each place along an axis, how far from the first value its own is. */
  const places = x.shape.map((size, axis) =>
    Int32Array.from({ length: shape[axis]! }, (_, i) => {
      const at = i - paddings[axis]![0];
      return steps[axis]! * (at < 0 ? -at - border : at >= size ? 2 * (size - 1) - at + border : at);
    }),
  );
  const last = shape.length - 1;
  return {
    output: { shape, dtype: x.dtype },
    bind: ({ inputs: { x }, output }) => {
      const copyAxis = (axis: number, source: number, target: number): number => {
        const along = places[axis]!;
        let at = target;
        if (axis < last) for (let i = 0; i < along.length; i++) at = copyAxis(axis + 1, source + along[i]!, at);
        else for (let i = 0; i < along.length; i++, at++) output[at] = x[source + along[i]!]!;
        return at;
      };
      return () => {
        if (output.length > 0) copyAxis(0, 0, 0);
      };
    },
  };
});
