import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

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
export const stridedSlice = plannedBoth<'x', Attributes>('StridedSlice', ({ x }, attrs, backendName) => {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  if (!areNumbers(x) || (backendName === 'wasm' && x.dtype === 'float32')) return undefined;
  const part = tf.slice_util.sliceInfo(x.shape, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  if (part.isIdentity) return undefined; // the same values by another shape
  // With an axis of one value for each that the answer no longer has, and without those that only it has.
  const shape = x.shape.map((_, axis) => Math.max(0, Math.ceil((part.end[axis]! - part.begin[axis]!) / part.strides[axis]!)));
  const steps = stepsOf(x.shape);
  const from = {
    start: steps.reduce((all, step, axis) => all + step * part.begin[axis]!, 0),
    steps: steps.map((step, axis) => step * part.strides[axis]!),
  };
  const copy = copyRuns(shape, from, { start: 0, steps: stepsOf(shape) });
  return { output: { shape: part.finalShape, dtype: x.dtype }, bind: ({ inputs: { x }, output }) => copy(x, output) };
});
