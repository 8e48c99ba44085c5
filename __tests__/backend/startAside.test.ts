import { expect, test } from '@jest/globals';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';

test('a backend that the program took while it was being made is made anew where TensorFlow.js has disposed of it', async () => {
  const asked = useBackend('wasm');
  const { registryFactory } = tf.engine();
  while (!('wasm' in registryFactory)) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(await tf.setBackend('wasm')).toBe(true);
  await asked;
  tf.engine().reset();
  expect(await tf.setBackend('wasm')).toBe(true);
  expect(Array.from(tf.tidy(() => tf.add([1, 2], 1).dataSync()))).toEqual([2, 3]);
});
