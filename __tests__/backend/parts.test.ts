import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, fill, on, withStock } from './compare.ts';

compareBackends('cpu');

test.each([
  [[7], [2], [3]],
  [
    [4, 6],
    [1, 2],
    [2, 3],
  ],
  [
    [4, 6],
    [1, 0],
    [2, 6],
  ],
  [
    [3, 40, 5],
    [0, 1, 0],
    [3, 38, 5],
  ],
  [
    [2, 3, 4, 5],
    [1, 1, 1, 2],
    [1, 2, 3, 2],
  ],
  [
    [2, 3, 4, 5],
    [0, 0, 0, 4],
    [2, 3, -1, 1],
  ],
] as const)('a part of a tensor in plain JavaScript is that of TF.js: %j from %j, %j', async (shape, begin, size) => {
  const compute = () => [tf.tidy(() => tf.slice(fill([...shape], 0.7), [...begin], [...size]))];
  expect(await on('cpu', compute)).toEqual(await withStock('cpu', 'Slice', () => on('cpu', compute)));
});

const backends = ['cpu', 'wasm'] as const;
/** Tensors and their shapes. */
const whole = (made: readonly Tensor[]): readonly Tensor[] => made.flatMap((tensor) => [tensor, tf.tensor1d(tensor.shape)]);

const splits = [
  [[7], [3, 4], 0],
  [[4, 6], 2, 1],
  [[4, 6], [1, 0, 3], 0],
  [[3, 40, 5], [38, 2], 1],
  [[3, 128], 4, -1],
  [[2, 3, 4], [1, -1], 2],
] as const;
test.each(backends.flatMap((backend) => splits.map((split) => [...split, backend] as const)))(
  'a tensor split is that of TF.js: %j into %j along %j on %s',
  async (shape, sizes, axis, backend) => {
    const compute = () => whole(tf.split(fill([...shape], 0.7), typeof sizes === 'number' ? sizes : [...sizes], axis));
    expect(await on(backend, compute)).toEqual(await withStock(backend, 'SplitV', () => on(backend, compute)));
  },
);

const stacks = [
  [[3], 0],
  [[4, 6], 0],
  [[4, 6], 1],
  [[2, 50, 3], -1],
  [[2, 50, 40], 1],
] as const;
test.each(backends.flatMap((backend) => stacks.map((stack) => [...stack, backend] as const)))(
  'a tensor taken apart is that of TF.js: %j along %j on %s',
  async (shape, axis, backend) => {
    const compute = () => whole(tf.unstack(fill([...shape], 0.7), axis));
    expect(await on(backend, compute)).toEqual(await withStock(backend, 'Unpack', () => on(backend, compute)));
  },
);
