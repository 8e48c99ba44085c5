import { describe, test } from '@jest/globals';
import type { Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { compareBackends, differences, expectClose, expectFar, fill, gradients, on, withStock } from './compare.ts';

compareBackends();

const convolve =
  (strides: 1 | 2 | readonly [number, number, number], pad: 'valid' | 'same') =>
  (...[x, filter]: Tensor[]) =>
    tf.conv3d(x as Tensor5D, filter as Tensor5D, strides as 1, pad);

const samples = [
  { x: [2, 3, 4, 3, 2], filter: [2, 2, 2, 2, 3], strides: 1, pad: 'valid' },
  { x: [1, 4, 3, 4, 2], filter: [2, 3, 2, 2, 2], strides: 1, pad: 'same' },
  { x: [2, 4, 5, 3, 1], filter: [3, 2, 2, 1, 2], strides: 2, pad: 'same' },
  { x: [1, 5, 4, 5, 2], filter: [2, 2, 3, 2, 1], strides: [2, 1, 2], pad: 'valid' },
] as const;

describe('the gradients of a convolution over volumes', () => {
  test.each(['Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2'])('are wrong in %s of TF.js', async (kernelName) => {
    const { x, filter, strides, pad } = samples[2];
    const compute = () => gradients(convolve(strides, pad), [x, filter]);
    expectFar(await withStock('wasm', kernelName, () => on('wasm', compute)), await on('cpu', compute));
  });

  test.each(samples)('are the finite differences: $x by $filter, strides $strides, $pad', async ({ x, filter, strides, pad }) => {
    const f = convolve(strides, pad);
    expectClose(await on('wasm', () => gradients(f, [x, filter])), differences(f, [x, filter], 1), 1e-4);
  });
});

describe('a transposed convolution over volumes', () => {
  const f = (...[x, filter]: Tensor[]) => tf.conv3dTranspose(x as Tensor5D, filter as Tensor5D, [2, 4, 4, 6, 2], 2, 'same');
  const shapes = [[2, 2, 2, 3, 3], [2, 3, 2, 2, 3]]; // prettier-ignore

  test('is that of the cpu backend, where TF.js gives other numbers', async () => {
    const compute = () => [f(...shapes.map((shape, i) => fill(shape, i + 1.1)))];
    expectClose(await on('wasm', compute), await on('cpu', compute));
    expectFar(await withStock('wasm', 'Conv3DBackpropInputV2', () => on('wasm', compute)), await on('cpu', compute));
  });

  test.each(['cpu', 'wasm'] as const)('has gradients on %s, which TF.js lacks, and they are the finite differences', async (backend) => {
    await useBackend(backend);
    expectClose(await on(backend, () => gradients(f, shapes)), differences(f, shapes, 1), 1e-4);
  });
});
