import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRuns, inTurn, stepsOf } from './copyRuns.ts';
import type { KernelPlan, Slot, Values } from './planned.ts';
import { plannedBoth } from './plannedCpu.ts';

/**
 * A tensor split along an axis, which each step of a recurrent layer does. TF.js takes each part by its own slice, which works out
 * the place of each value anew in plain JavaScript and copies the whole tensor in WebAssembly.
 */
export const splitV = plannedBoth<'x', { readonly numOrSizeSplits: number[] | number; readonly axis: number }>('SplitV', ({ x }, attrs) => {
  if (!areNumbers(x)) return undefined;
  const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const lengths = tf.backend_util.prepareSplitSize(x as never, attrs.numOrSizeSplits, axis) as number[]; // which reads the shape alone
  return planParts('x', x, axis, lengths, (length) => x.shape.map((size, i) => (i === axis ? length : size)));
});

/** A tensor taken apart along an axis, which its parts no longer have. */
export const unpack = plannedBoth<'value', { readonly axis: number }>('Unpack', ({ value }, attrs) => {
  if (!areNumbers(value)) return undefined;
  const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
  const lengths = new Array<number>(value.shape[axis]!).fill(1);
  return planParts('value', value, axis, lengths, () => value.shape.filter((_, i) => i !== axis));
});

/** Copies of what lies side by side along an axis. */
function planParts<Input extends string>(
  name: Input,
  { shape, dtype }: Slot,
  axis: number,
  lengths: readonly number[],
  shapeOf: (length: number) => number[],
): KernelPlan<Input, Values> {
  const steps = stepsOf(shape);
  let start = 0;
  const copies = lengths.map((length) => {
    const size = shape.map((whole, i) => (i === axis ? length : whole));
    const copy = copyRuns(size, { start, steps }, { start: 0, steps: stepsOf(size) });
    start += length * steps[axis]!;
    return copy;
  });
  return {
    output: lengths.map((length) => ({ shape: shapeOf(length), dtype })),
    bind: ({ inputs, outputs }) => inTurn(copies.map((copy, i) => copy(inputs[name], outputs[i]!))),
  };
}
