import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { differences, expectClose, expectFar, fill, gradients, on, startBackends, withStock } from './compare.ts';

let tensors = 0;
beforeAll(startBackends);
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

type Size = [number, number];
const nearest = (to: Size, corners = false, centers = false) => (x?: Tensor) => tf.image.resizeNearestNeighbor(x as Tensor4D, to, corners, centers); // prettier-ignore
const bilinear = (to: Size, corners = false, centers = false) => (x?: Tensor) => tf.image.resizeBilinear(x as Tensor4D, to, corners, centers); // prettier-ignore

const samples = [
  { name: 'nearest, twice as large', f: nearest([8, 6]), x: [2, 4, 3, 2] },
  { name: 'nearest, smaller', f: nearest([3, 2]), x: [2, 5, 4, 1] },
  { name: 'nearest, corners at corners', f: nearest([7, 6], true), x: [2, 4, 3, 1] },
  { name: 'nearest, corners at corners, from one column', f: nearest([7, 3], true), x: [2, 4, 1, 2] },
  { name: 'nearest, corners at corners, from one row', f: nearest([2, 6], true), x: [1, 1, 4, 1] },
  { name: 'bilinear, twice as large', f: bilinear([8, 6]), x: [2, 4, 3, 2] },
  { name: 'bilinear, smaller', f: bilinear([3, 2]), x: [2, 5, 4, 1] },
  { name: 'bilinear, corners at corners', f: bilinear([7, 6], true), x: [2, 4, 3, 1] },
  { name: 'nearest, taken at centers, larger', f: nearest([7, 8], false, true), x: [2, 4, 3, 2] },
  { name: 'nearest, taken at centers, smaller', f: nearest([2, 3], false, true), x: [2, 5, 4, 1] },
  { name: 'bilinear, taken at centers, larger', f: bilinear([7, 8], false, true), x: [2, 4, 3, 2] },
  { name: 'bilinear, taken at centers, smaller', f: bilinear([2, 3], false, true), x: [2, 5, 4, 1] },
  { name: 'bilinear, taken at centers, as large', f: bilinear([4, 1], false, true), x: [1, 4, 1, 3] },
];

describe.each(['cpu', 'wasm'] as const)('the gradient of resizing on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each(samples)('is the finite difference: $name', async ({ f, x }) => {
    expectClose(await on(backend, () => gradients(f, [x])), differences(f, [x], 1), 1e-4);
  });
});

test('TF.js, on WebAssembly, gives zeros where corners of one column are aligned', async () => {
  const { f, x } = samples[3]!;
  const compute = () => gradients(f, [x]);
  expectFar(await withStock('wasm', 'ResizeNearestNeighborGrad', () => on('wasm', compute)), await on('cpu', compute));
});

describe('TF.js, in plain JavaScript,', () => {
  test('reads wrong places for images after the first', async () => {
    const { f, x } = samples[0]!;
    const compute = () => gradients(f, [x]);
    expectFar(await withStock('cpu', 'ResizeNearestNeighborGrad', () => on('cpu', compute)), await on('wasm', compute));
  });

  test('takes height for width', async () => {
    const { f, x } = samples.find(({ name }) => name === 'bilinear, twice as large')!;
    await useBackend('cpu');
    const failing = withStock('cpu', 'ResizeBilinearGrad', () => on('cpu', () => gradients(f, [x])));
    await expect(failing).rejects.toThrow("has shape '2,3,4,2', which does not match the shape of the input '2,4,3,2'");
    tensors = tf.memory().numTensors; // TF.js leaves behind what it kept for a gradient that fails
  });
});

test.each([
  ['ResizeNearestNeighbor', nearest([7, 8], false, true)],
  ['ResizeBilinear', bilinear([7, 8], false, true)],
] as const)('TF.js takes %s by centers forward, and not back, which our module does', async (kernelName, f) => {
  const x = [2, 4, 3, 2];
  const attributes = { alignCorners: false, halfPixelCenters: true };
  const gradient = () => {
    const images = fill(x, 1.1);
    return [tf.engine().runKernel<Tensor>(`${kernelName}Grad`, { dy: fill(f(images).shape, 1.7), images }, attributes)];
  };
  for (const backend of ['wasm', 'cpu'] as const) {
    await useBackend(backend);
    expectFar(await withStock(backend, `${kernelName}Grad`, () => on(backend, gradient)), differences(f, [x], 1));
  }
  expectClose(await on('wasm', gradient), await on('cpu', () => differences(f, [x], 1).map((list) => tf.tensor1d([...list]))), 1e-4);
});
