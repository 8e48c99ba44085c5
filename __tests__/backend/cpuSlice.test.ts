import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { fill, on, startBackends, withStock } from './compare.ts';

let tensors = 0;
beforeAll(startBackends);
beforeEach(async () => {
  await useBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

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
