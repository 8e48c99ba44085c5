import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { output, repair, valuesOf, type CpuBackend, type WasmBackend } from './repair.ts';

/** TF.js has the axes by one of two names. */
export interface ReductionAttributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

/** What is left of the axes of no values at all, filled with a value. */
export function reduceNothing(
  x: TensorInfo,
  attrs: ReductionAttributes,
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

/** What a kernel gives for no values at all on WebAssembly, where TF.js reads what happens to lie there, or traps. */
const ofNothing = (kernelName: string, value: number) =>
  repair<'x', ReductionAttributes>(kernelName, ({ inputs: { x }, attrs, backend }, runStock) =>
    tf.util.sizeFromShape(x.shape) > 0 ? runStock() : reduceNothing(x, attrs, value, kernelName === 'Mean' ? 'float32' : x.dtype, backend),
  );

/** In plain JavaScript they are of cpuSum.ts and cpuReductions.ts. */
export const emptyReductions = [
  ofNothing('Sum', 0),
  ofNothing('Mean', NaN),
  ofNothing('Max', -Infinity),
  ofNothing('Min', Infinity),
  ofNothing('Prod', 1),
  ofNothing('All', 1),
  ofNothing('Any', 0),
];
