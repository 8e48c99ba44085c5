import type { Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import type { Tf } from './layerClass.ts';

interface Conv3DAttributes {
  readonly strides: [number, number, number] | number;
  readonly pad: 'valid' | 'same';
}

/**
 * Adds gradients that TF.js 4.22 lacks, without which `conv3dTranspose` and `thresholdedReLU` cannot be trained, one that it computes slice by slice, and
 * those of taking a tensor apart, which fail where the only part is the whole: of one time step in a recurrent layer.
 */
export function addGradients(tf: Tf): void {
  // A transposed convolution is the gradient of one with respect to its input, so that its own is a convolution again.
  tf.registerGradient({
    kernelName: 'Conv3DBackpropInputV2',
    inputsToSave: ['dy', 'filter'],
    gradFunc: (arriving, saved, attributes) => {
      const { strides, pad } = attributes as unknown as Conv3DAttributes;
      const [dy, filter] = saved as [Tensor5D, Tensor5D];
      const attrs = { strides, pad, filterShape: filter.shape };
      return {
        dy: () => tf.conv3d(arriving as Tensor5D, filter, strides, pad),
        filter: () => tf.engine().runKernel<Tensor>('Conv3DBackpropFilterV2', { x: arriving as Tensor, dy }, attrs),
      };
    },
  });
  // Whether one is greater than the other does not change by a small step.
  tf.registerGradient({
    kernelName: 'Greater',
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: () => tf.zerosLike(a!), b: () => tf.zerosLike(b!) }),
  });
  // TF.js adds up a slice for each repetition, 320 of them in a step of a small `layerNormalization`, and none of 5 axes or more.
  tf.registerGradient({
    kernelName: 'Tile',
    inputsToSave: ['x'],
    gradFunc: (arriving, [x], attributes) => ({
      x: () => sumRepetitions(tf, arriving as Tensor, x!.shape, (attributes as unknown as { reps: number[] }).reps),
    }),
  });
  // What arrives at the only part comes as no list.
  tf.registerGradient({
    kernelName: 'Unpack',
    gradFunc: (arriving, _, attributes) => ({
      value: () => tf.stack([arriving].flat(), (attributes as unknown as { axis: number }).axis),
    }),
  });
  tf.registerGradient({
    kernelName: 'SplitV',
    gradFunc: (arriving, _, attributes) => ({
      x: () => tf.concat([arriving].flat(), (attributes as unknown as { axis: number }).axis),
    }),
  });
}

/** What arrives at each repetition of a tensor, added up, axis after axis. */
function sumRepetitions(tf: Tf, arriving: Tensor, shape: readonly number[], reps: readonly number[]): Tensor {
  let sum = arriving;
  for (const [axis, repetitions] of reps.entries()) {
    if (repetitions === 1) continue;
    const before = tf.util.sizeFromShape(shape.slice(0, axis));
    const behind = tf.util.sizeFromShape([...shape.slice(axis), ...reps.slice(axis + 1)]);
    // [before, repetitions, the axis and those after it] -> [before, the axis and those after it]
    sum = tf.sum(tf.reshape(sum, [before, repetitions, behind]), 1);
  }
  return tf.reshape(sum, [...shape]);
}
