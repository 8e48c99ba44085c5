import { areNumbers } from './combine.ts';
import { stepsOf } from './copyStrided.ts';
import { output, repairCpu, valuesOf } from './repair.ts';

interface Attributes {
  /** Before and after each axis. */
  readonly paddings: readonly (readonly [number, number])[];
  /** `symmetric` repeats the values at the border, `reflect` does not. */
  readonly mode: 'reflect' | 'symmetric';
}

/** A tensor with its own values all around it, as in a mirror, in plain JavaScript: TF.js works out the place of each value anew. */
export const cpuMirrorPad = repairCpu<'x', Attributes>('MirrorPad', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (!areNumbers(x) || x.shape.length === 0) return runStock();
  const { paddings, mode } = attrs;
  const shape = x.shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
  const out = output(backend, shape, x.dtype);
  if (shape.includes(0)) return out;
  const [from, into] = [valuesOf(backend, x), valuesOf(backend, out)];
  const border = mode === 'reflect' ? 0 : 1;
  const steps = stepsOf(x.shape);
  /** For each place along an axis, how far from the first value its own is. */
  const places = x.shape.map((size, axis) =>
    Array.from({ length: shape[axis]! }, (_, i) => {
      const at = i - paddings[axis]![0];
      return steps[axis]! * (at < 0 ? -at - border : at >= size ? 2 * (size - 1) - at + border : at);
    }),
  );
  const last = shape.length - 1;
  let target = 0;
  const copyAxis = (axis: number, source: number): void => {
    const along = places[axis]!;
    if (axis < last) for (let i = 0; i < along.length; i++) copyAxis(axis + 1, source + along[i]!);
    else for (let i = 0; i < along.length; i++, target++) into[target] = from[source + along[i]!]!;
  };
  copyAxis(0, 0);
  return out;
});
