import { tf } from '#tf';
import { floats, repairCpu, zeros } from './repair.ts';

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * Sums over axes that lie side by side, in plain JavaScript. TF.js writes the tensor out anew where they are not the last, as for the
 * bias of a convolution; here each number is added where it lies, in the same order and so to the same bits.
 */
export const cpuSum = repairCpu<'x', Attributes>('Sum', ({ inputs: { x }, attrs: { axis, keepDims }, backend }, runStock) => {
  const axes = tf.util.parseAxisParam(axis, x.shape).sort((one, other) => one - other);
  const [first = 0] = axes;
  if (x.dtype !== 'float32' || axes.some((one, i) => one !== first + i)) return runStock();
  const end = first + axes.length;
  const [outer, reduced, inner] = [x.shape.slice(0, first), x.shape.slice(first, end), x.shape.slice(end)];
  const out = zeros(backend, [...outer, ...(keepDims ? reduced.map(() => 1) : []), ...inner]);
  const [count, width] = [tf.util.sizeFromShape(reduced), tf.util.sizeFromShape(inner)];
  if (width === 1) sumRows(floats(backend, x), count, floats(backend, out));
  else sumColumns(floats(backend, x), count, width, floats(backend, out));
  return out;
});

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
