import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { output, repair, repairBoth, valuesOf, type CpuBackend, type WasmBackend } from './repair.ts';

interface Attributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

/** What is left of the axes of no values at all, filled with a value. */
export function reduceNothing(
  x: TensorInfo,
  attrs: Attributes,
  value: number,
  dtype: TensorInfo['dtype'],
  backend: CpuBackend | WasmBackend,
): TensorInfo {
  const axes = tf.util.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, x.shape);
  const [kept] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
  const out = output(backend, attrs.keepDims ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept, dtype);
  const isInfinite = !Number.isFinite(value) && !Number.isNaN(value);
  // Of whole numbers the smallest or largest there is, as in TensorFlow.
  valuesOf(backend, out).fill(dtype === 'int32' && isInfinite ? (value < 0 ? -(2 ** 31) : 2 ** 31 - 1) : value);
  return out;
}

/**
 * What a kernel gives for no values at all. TF.js's WebAssembly reads what happens to lie there, or traps; its plain JavaScript takes
 * what is no number for the first of them.
 */
const ofNothing = (kernelName: string, value: number, make: typeof repair | typeof repairBoth) =>
  (make as typeof repairBoth)<'x', Attributes>(kernelName, ({ inputs: { x }, attrs, backend }, runStock) =>
    tf.util.sizeFromShape(x.shape) > 0 ? runStock() : reduceNothing(x, attrs, value, kernelName === 'Mean' ? 'float32' : x.dtype, backend),
  );

export const emptyReductions = [
  // In plain JavaScript they are of cpuSum.ts.
  ofNothing('Sum', 0, repair),
  ofNothing('Mean', NaN, repair),
  ofNothing('Max', -Infinity, repairBoth),
  ofNothing('Min', Infinity, repairBoth),
  ofNothing('Prod', 1, repairBoth),
  ofNothing('All', 1, repairBoth),
  ofNothing('Any', 0, repairBoth),
];
