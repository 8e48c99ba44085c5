import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { transposed } from './transpose.ts';
import { reduceNothing, type ReductionAttributes } from './emptyReductions.ts';
import type { CpuBackend, KernelCall, Repair } from './repair.ts';

interface Backend extends CpuBackend {
  disposeIntermediateTensorInfo(tensor: TensorInfo): void;
}

/**
 * Reductions of axes that are not the last, in plain JavaScript: TF.js moves them there value by value. Here they are moved by one copy,
 * and its own kernel does the rest.
 * @param ofNothing What is left of no values at all, of which TF.js takes what is no number; without it, that is left to it.
 */
const reduction = (kernelName: string, ofNothing?: number): Repair => ({
  kernelName,
  backends: ['cpu'],
  make: (stock) => (call) => {
    const { inputs, attrs, backend } = call as unknown as KernelCall<'x', ReductionAttributes, Backend>;
    const { x } = inputs;
    if (ofNothing !== undefined && x.shape.includes(0)) return reduceNothing(x, attrs, ofNothing, x.dtype, backend);
    const axes = tf.util.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, x.shape);
    const order = tf.backend_util.getAxesPermutation(axes, x.shape.length);
    if (order === null || !areNumbers(x)) return stock!(call);
    const turned = transposed(x, order, backend);
    const last = tf.backend_util.getInnerMostAxes(axes.length, x.shape.length);
    const made = stock!({ ...call, inputs: { x: turned }, attrs: { axis: last, reductionIndices: last, keepDims: false } }) as TensorInfo;
    backend.disposeIntermediateTensorInfo(turned);
    return attrs.keepDims === true ? { ...made, shape: tf.backend_util.expandShapeToKeepDim(made.shape, axes) } : made;
  },
});

export const cpuReductions: readonly Repair[] = [
  reduction('Max', -Infinity),
  reduction('Min', Infinity),
  reduction('Prod', 1),
  reduction('All', 1),
  reduction('Any', 0),
  reduction('ArgMax'),
  reduction('ArgMin'),
];
