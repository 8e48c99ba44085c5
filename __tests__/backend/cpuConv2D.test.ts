import { expect, test } from '@jest/globals';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, gradients, on, withStock } from './compare.ts';

compareBackends('cpu');

const conv =
  (strides: number | [number, number], pad: 'same' | 'valid' | number) =>
  (x?: Tensor, w?: Tensor): Tensor3D | Tensor4D =>
    tf.conv2d(x as Tensor4D, w as Tensor4D, strides, pad);

test.each([
  ['valid', conv(1, 'valid'), [2, 6, 5, 3], [3, 3, 3, 4]],
  ['same', conv(1, 'same'), [3, 5, 7, 2], [3, 2, 2, 5]],
  ['strided', conv([2, 3], 'same'), [2, 7, 9, 1], [3, 3, 1, 2]],
  ['padded by a number', conv(2, 1), [1, 6, 6, 2], [4, 4, 2, 1]],
  ['one pixel', conv(1, 'valid'), [2, 4, 4, 3], [1, 1, 3, 2]],
] as const)('the gradient of a filter in plain JavaScript is that of TF.js, to the last bit: %s', async (_, f, x, w) => {
  const compute = () => gradients(f, [[...x], [...w]]);
  expect(await on('cpu', compute)).toEqual(await withStock('cpu', 'Conv2DBackpropFilter', () => on('cpu', compute)));
});
