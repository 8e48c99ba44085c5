import type { KernelFunc, Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { poolingOf, type PoolingAttributes } from './pooling.ts';
import type { Repair } from './repair.ts';
import { windowsOf, type Windows } from './windows.ts';

/**
 * The gradient of max pooling of volumes on native bindings, where what arrives at a window goes to the first of its largest values:
 * TensorFlow gives the whole of it to each of equal ones, and none where its forward pass begins within the volume. By operations of
 * TensorFlow, which graphs can have too.
 */
export const maxPool3DGradNative: Repair = {
  kernelName: 'MaxPool3DGrad',
  backends: ['tensorflow'],
  make: () =>
    (({ inputs, attrs }) => {
      const { dy, input } = inputs as unknown as { readonly dy: Tensor; readonly input: Tensor };
      return tf.tidy(() => toLargest(dy, input, windowsOf(poolingOf(input.shape, attrs as unknown as PoolingAttributes))));
    }) as KernelFunc,
};

function toLargest(dy: Tensor, x: Tensor, { images, channels, size, places, ends }: Windows): Tensor {
  const count = ends.length;
  const starts = [0, ...ends.subarray(0, -1)];
  const width = ends.reduce((most, end, window) => Math.max(most, end - starts[window]!), 0);
  // Windows at an edge are filled up by their first value, which changes no first of the largest.
  const own = Int32Array.from({ length: count * width }, (_, i) => {
    const [window, k] = [Math.floor(i / width), i % width];
    return places[starts[window]! + (starts[window]! + k < ends[window]! ? k : 0)]! / channels;
  });
  const table = tf.tensor1d(own, 'int32');
  const values = tf.reshape(tf.gather(tf.reshape(x, [images, size / channels, channels]), table, 1), [images, count, width, channels]);
  const rows = tf.tensor(Int32Array.from({ length: count }, (_, window) => window * width), [1, count, 1], 'int32'); // prettier-ignore
  const largest = tf.gather(table, tf.add(tf.argMax(values, 2), rows)); // [images, count, channels]
  const begins = tf.tensor(Int32Array.from({ length: images * channels }, (_, i) => Math.floor(i / channels) * size + (i % channels)), [images, 1, channels], 'int32'); // prettier-ignore
  const targets = tf.add(tf.mul(largest, tf.scalar(channels, 'int32')), begins);
  return tf.reshape(tf.unsortedSegmentSum(tf.reshape(dy, [-1]), tf.reshape(targets, [-1]) as never, images * size), x.shape);
}
