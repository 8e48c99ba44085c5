import { tf } from '#tf';
import { output, repair } from './repair.ts';

interface Attributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

/** What a kernel gives for no values at all. TF.js reads what happens to lie there, or traps. */
const ofNothing = (kernelName: string, value: number) =>
  repair<'x', Attributes>(kernelName, ({ inputs: { x }, attrs, backend }, runStock) => {
    if (tf.util.sizeFromShape(x.shape) > 0) return runStock();
    const axes = tf.util.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, x.shape);
    const [kept] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
    const shape = attrs.keepDims ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept;
    const out = output(backend, shape, kernelName === 'Mean' ? 'float32' : x.dtype);
    backend.typedArrayFromHeap(out).fill(value);
    return out;
  });

export const emptyReductions = [
  ofNothing('Sum', 0),
  ofNothing('Mean', NaN),
  ofNothing('Max', -Infinity),
  ofNothing('Min', Infinity),
  ofNothing('Prod', 1),
  ofNothing('All', 1),
  ofNothing('Any', 0),
];
