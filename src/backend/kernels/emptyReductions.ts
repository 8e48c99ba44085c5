import { tf } from '#tf';
import type { KernelPlan, Slot, Values } from './planned.ts';
import { plannedOnWasm } from './plannedCpu.ts';

/** TF.js has the axes by one of two names. */
export interface ReductionAttributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

/** What is left of the axes of no values at all, filled with a value. */
export function planNothing({ shape }: Slot, attrs: ReductionAttributes, value: number, dtype: Slot['dtype']): KernelPlan<'x', Values> {
  const axes = tf.util.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, shape);
  const [kept] = tf.backend_util.computeOutAndReduceShapes(shape, axes);
  const isInfinite = !Number.isFinite(value) && !Number.isNaN(value);
  // Of whole numbers the smallest or largest there is, as in TensorFlow.
  const filling = dtype === 'int32' && isInfinite ? (value < 0 ? -(2 ** 31) : 2 ** 31 - 1) : value;
  return {
    output: { shape: attrs.keepDims ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept, dtype },
    bind:
      ({ output }) =>
      () => {
        output.fill(filling);
      },
  };
}

/** What a kernel gives for no values at all on WebAssembly, where TF.js reads what happens to lie there, or traps. */
const ofNothing = (kernelName: string, value: number) =>
  plannedOnWasm<'x', ReductionAttributes>(kernelName, ({ x }, attrs) =>
    tf.util.sizeFromShape(x.shape) > 0 ? undefined : planNothing(x, attrs, value, kernelName === 'Mean' ? 'float32' : x.dtype),
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
