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
  const [values, answers] = [floats(backend, x), floats(backend, out)];
  const [count, width] = [tf.util.sizeFromShape(reduced), tf.util.sizeFromShape(inner)];
  const sums = new Float64Array(width);
  for (let to = 0, at = 0; to < answers.length; to += width) {
    sums.fill(0);
    for (let i = 0; i < count; i++) for (let k = 0; k < width; k++, at++) sums[k]! += values[at]!;
    answers.set(sums, to);
  }
  return out;
});
