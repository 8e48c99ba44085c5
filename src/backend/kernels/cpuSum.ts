import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { reduceNothing } from './emptyReductions.ts';
import { floats, repairCpu, zeros, type CpuBackend } from './repair.ts';

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over axes that lie side by side, in plain JavaScript. TF.js writes the tensor out anew where they are not the last, as for the
 * bias of a convolution; here each number is added where it lies, in the same order and so to the same bits.
 */
export const cpuSum = repairCpu<'x', Attributes>('Sum', ({ inputs: { x }, attrs, backend }, runStock) => {
  const sides = sidesOf(x, attrs.axis);
  return sides ? add(floats(backend, x), sides, attrs, backend) : runStock();
});

/** Means over the same, where TF.js divides each number before it adds them; of no number it says 0, which here is none. */
export const cpuMean = repairCpu<'x', Attributes>('Mean', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (tf.util.sizeFromShape(x.shape) === 0) return reduceNothing(x, attrs, NaN, 'float32', backend);
  const sides = sidesOf(x, attrs.axis);
  if (sides === undefined) return runStock();
  const count = Math.fround(tf.util.sizeFromShape(sides.reduced));
  const values = floats(backend, x);
  const parts = new Float32Array(values.length);
  for (let i = 0; i < parts.length; i++) parts[i] = values[i]! / count;
  return add(parts, sides, attrs, backend);
});

/** The shape before the axes that are added up, of those, and after them. */
interface Sides {
  readonly outer: number[];
  readonly reduced: number[];
  readonly inner: number[];
}

/** Undefined where the axes do not lie side by side, and for other numbers than of 32 bits. */
function sidesOf({ shape, dtype }: TensorInfo, axis: number | number[]): Sides | undefined {
  const axes = tf.util.parseAxisParam(axis, shape).sort((one, other) => one - other);
  const [first = 0] = axes;
  if (dtype !== 'float32' || axes.some((one, i) => one !== first + i)) return undefined;
  const end = first + axes.length;
  return { outer: shape.slice(0, first), reduced: shape.slice(first, end), inner: shape.slice(end) };
}

function add(values: Float32Array, { outer, reduced, inner }: Sides, { keepDims }: Attributes, backend: CpuBackend): TensorInfo {
  const out = zeros(backend, [...outer, ...(keepDims ? reduced.map(() => 1) : []), ...inner]);
  const [count, width] = [tf.util.sizeFromShape(reduced), tf.util.sizeFromShape(inner)];
  if (width === 1) sumRows(values, count, floats(backend, out));
  else sumColumns(values, count, width, floats(backend, out));
  return out;
}

/** [..., count] -> [...] */
function sumRows(values: Float32Array, count: number, sums: Float32Array): void {
  for (let row = 0, at = 0; row < sums.length; row++) {
    let sum = 0;
    for (const end = at + count; at < end; at++) sum += values[at]!;
    sums[row] = sum;
  }
}

/** [..., count, width] -> [..., width] */
function sumColumns(values: Float32Array, count: number, width: number, into: Float32Array): void {
  const sums = new Float64Array(width);
  for (let to = 0, at = 0; to < into.length; to += width) {
    sums.fill(0);
    for (let i = 0; i < count; i++) for (let k = 0; k < width; k++, at++) sums[k]! += values[at]!;
    into.set(sums, to);
  }
}
