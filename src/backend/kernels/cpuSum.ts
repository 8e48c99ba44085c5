import { tf } from '#tf';
import type { KernelPlan, Slot, Values } from './planned.ts';
import { planNothing } from './emptyReductions.ts';
import { plannedCpu } from './plannedCpu.ts';

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over axes that lie side by side, in plain JavaScript. TF.js writes the tensor out anew where they are not the last, as for the
 * bias of a convolution; here each number is added where it lies, in the same order and so to the same bits.
 */
export const cpuSum = plannedCpu<'x', Attributes>('Sum', ({ x }, attrs) =>
  x.dtype === 'float32' ? (planOfNothing(x, attrs, 0) ?? planSum(x, attrs, () => 1)) : undefined,
);

/** Means over the same, where TF.js divides each number before it adds them; of no number it says 0, which here is none. */
export const cpuMean = plannedCpu<'x', Attributes>(
  'Mean',
  ({ x }, attrs) => planOfNothing(x, attrs, NaN) ?? planSum(x, attrs, (count) => count),
);

const planOfNothing = (x: Slot, attrs: Attributes, value: number): KernelPlan<'x', Values> | undefined =>
  tf.util.sizeFromShape(x.shape) === 0 ? planNothing(x, attrs, value, 'float32') : undefined;

/** Sums of numbers each of which is divided first. */
function planSum(
  { shape, dtype }: Slot,
  { axis, keepDims }: Attributes,
  divisorOf: (count: number) => number,
): KernelPlan<'x', Values> | undefined {
  const axes = tf.util.parseAxisParam(axis, shape).sort((one, other) => one - other);
  const [first = 0] = axes;
  if (dtype !== 'float32' || axes.some((one, i) => one !== first + i)) return undefined;
  const end = first + axes.length;
  const [outer, reduced, inner] = [shape.slice(0, first), shape.slice(first, end), shape.slice(end)];
  const [count, width] = [tf.util.sizeFromShape(reduced), tf.util.sizeFromShape(inner)];
  const divisor = Math.fround(divisorOf(count));
  return {
    output: { shape: [...outer, ...(keepDims ? reduced.map(() => 1) : []), ...inner], dtype },
    bind: ({ inputs, output }) => {
      const [values, into] = [inputs.x as Float32Array, output as Float32Array];
      if (width === 1)
        return () => {
          sumRows(values, count, divisor, into);
        };
      const sums = new Float64Array(width);
      return () => {
        sumColumns(values, count, divisor, sums, into);
      };
    },
  };
}

/** [..., count] -> [...] */
function sumRows(values: Float32Array, count: number, divisor: number, sums: Float32Array): void {
  for (let row = 0, at = 0; row < sums.length; row++) {
    let sum = 0;
    if (divisor === 1) for (const end = at + count; at < end; at++) sum += values[at]!;
    else for (const end = at + count; at < end; at++) sum += Math.fround(values[at]! / divisor);
    sums[row] = sum;
  }
}

/** [..., count, width] -> [..., width], by sums of 64 bits for a row. */
function sumColumns(values: Float32Array, count: number, divisor: number, sums: Float64Array, into: Float32Array): void {
  const width = sums.length;
  for (let to = 0, at = 0; to < into.length; to += width) {
    sums.fill(0);
    for (let i = 0; i < count; i++) {
      if (divisor === 1) for (let k = 0; k < width; k++, at++) sums[k]! += values[at]!;
      else for (let k = 0; k < width; k++, at++) sums[k]! += Math.fround(values[at]! / divisor);
    }
    for (let k = 0; k < width; k++) into[to + k] = sums[k]!;
  }
}
