import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyStrided, stepsOf } from './copyStrided.ts';
import { isWasm, output, repairBoth, valuesOf } from './repair.ts';

interface Attributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

/**
 * Every so many values along axes. In plain JavaScript TF.js works out the place of each value anew; on WebAssembly it takes whole numbers
 * and truths for floats.
 */
export const stridedSlice = repairBoth<'x', Attributes>('StridedSlice', ({ inputs: { x }, attrs, backend }, runStock) => {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  if (!areNumbers(x) || (isWasm(backend) && x.dtype === 'float32')) return runStock();
  const part = tf.slice_util.sliceInfo(x.shape, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  if (part.isIdentity) return runStock(); // the same values by another shape
  const out = output(backend, part.finalShape, x.dtype);
  // With an axis of one value for each that the answer no longer has, and without those that only it has.
  const shape = x.shape.map((_, axis) => Math.max(0, Math.ceil((part.end[axis]! - part.begin[axis]!) / part.strides[axis]!)));
  const steps = stepsOf(x.shape);
  const from = {
    values: valuesOf(backend, x),
    start: steps.reduce((all, step, axis) => all + step * part.begin[axis]!, 0),
    steps: steps.map((step, axis) => step * part.strides[axis]!),
  };
  copyStrided(shape, from, { values: valuesOf(backend, out), start: 0, steps: stepsOf(shape) });
  return out;
});
