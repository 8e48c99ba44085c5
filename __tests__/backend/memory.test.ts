import { expect, jest, test } from '@jest/globals';
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { WasmBackend } from '../../src/backend/kernels/repair.ts';
import { useBackend } from '../../src/node/backend.ts';
import { compareBackends, fill } from './compare.ts';

compareBackends();

const backendOf = () => tf.findBackend('wasm') as unknown as WasmBackend & { numDataIds(): number };

/** Nearly as large as the whole heap, so that it grows when such a tensor comes to it. */
const size = () => Math.ceil(backendOf().wasm.HEAPU8.length / 4 / 64 ** 2);

const computations: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  maxPool3d: (x) => tf.maxPool3d(x as Tensor5D, 64, 64, 'same'),
  cast: (x) => tf.cast(x, 'bool'),
  gather: (x) => tf.gather(tf.reshape(x, [-1, 64]), tf.tensor1d([0], 'int32')),
};

test.each(Object.entries(computations))('a tensor made on another backend may move the heap: %s', async (_, compute) => {
  await useBackend('cpu');
  const x = tf.ones([1, size(), 64, 64, 1]);
  x.dataSync();
  await useBackend('wasm');
  const { buffer } = backendOf().wasm.HEAPU8;
  const made = tf.tidy(() => compute(x));
  expect(backendOf().wasm.HEAPU8.buffer).not.toBe(buffer);
  expect(made.dataSync()[0]).toBeGreaterThan(0);
  tf.dispose([x, made]);
});

/** As if the memory were full: tensors take none. */
async function whereFull(use: () => Promise<void> | void): Promise<void> {
  const { wasm } = backendOf();
  const malloc = jest.spyOn(wasm, '_malloc').mockReturnValue(0);
  try {
    await use();
  } finally {
    malloc.mockRestore();
  }
}

test('what finds no memory left says so, writes nowhere and leaves nothing behind', async () => {
  await useBackend('wasm');
  const [x, image, volume] = [fill([4, 4], 0.3), fill<Tensor4D>([1, 4, 4, 1], 0.3), fill<Tensor5D>([1, 4, 4, 4, 1], 0.3)] as const;
  const filter = fill<Tensor4D>([2, 2, 1, 1], 0.3);
  tf.dispose(tf.matMul(x, x)); // takes the scratch memory
  const before = backendOf().numDataIds();
  const start = Array.from(backendOf().wasm.HEAPU8.subarray(0, 64));
  const operations: readonly (() => Tensor | Tensor[])[] = [
    () => tf.tanh(x),
    () => tf.matMul(x, x, true),
    () => tf.conv2d(image, filter, 1, 'same'),
    () => tf.maxPool3d(volume, 2, 2, 'same'),
    () => tf.split(x, 2),
  ];
  await whereFull(() => {
    for (const run of operations) expect(() => tf.tidy(run)).toThrow(/^WebAssembly has no \d+ bytes of memory left: /);
    const failing = () => tf.tidy(() => tf.tanh(x));
    expect(failing).toThrow(
      'WebAssembly has no 64 bytes of memory left: take smaller batches, dispose of tensors that are done with, or take another backend',
    );
  });
  expect(backendOf().numDataIds()).toBe(before);
  expect(Array.from(backendOf().wasm.HEAPU8.subarray(0, 64))).toEqual(start);
  tf.dispose([x, image, volume, filter]);
});

test('what needs more scratch memory than there is leaves nothing behind', async () => {
  await useBackend('wasm');
  const [x, filter] = [fill<Tensor4D>([1, 600, 600, 1], 0.3), fill<Tensor4D>([3, 3, 1, 1], 0.3)];
  const before = backendOf().numDataIds();
  const failing = () => tf.tidy(() => tf.conv2d(x, filter, 1, 'same'));
  await whereFull(() => expect(failing).toThrow('bytes of memory left'));
  expect(backendOf().numDataIds()).toBe(before);
  tf.dispose([x, filter]);
});
