import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { backends } from '../backends.ts';
import {
  compareBackends,
  differences,
  expectClose,
  expectFar,
  fill,
  gradients,
  on,
  wasmWays,
  withoutModule,
  withStock,
} from './compare.ts';

compareBackends();

const planar = [
  { x: [2, 6, 6, 3], size: 2, strides: 2, pad: 'valid' },
  { x: [2, 5, 6, 3], size: 2, strides: 2, pad: 'same' },
  { x: [2, 4, 5, 2], size: [3, 2], strides: 1, pad: 'same' },
  { x: [1, 7, 7, 1], size: 3, strides: 2, pad: 'valid' },
  { x: [1, 5, 5, 2], size: 3, strides: 3, pad: 'same' },
  { x: [2, 5, 7, 11], size: [2, 3], strides: [1, 2], pad: 'same' },
  { x: [1, 6, 6, 8], size: 2, strides: 3, pad: 'valid' },
  { x: [2, 4, 6, 4], size: 2, strides: 2, pad: 'valid' },
  { x: [2, 5, 7, 12], size: 2, strides: 2, pad: 'valid' },
  { x: [1, 5, 4, 8], size: 2, strides: 2, pad: 'same' },
] as const;
const solid = [
  { x: [2, 4, 4, 4, 2], size: 2, strides: 2, pad: 'valid' },
  { x: [1, 3, 4, 5, 2], size: 2, strides: 2, pad: 'same' },
  { x: [1, 4, 3, 3, 1], size: [1, 2, 3], strides: [2, 1, 1], pad: 'same' },
] as const;
type Pool = { readonly size: number | readonly number[]; readonly strides: number | readonly number[]; readonly pad: 'valid' | 'same' };

/** All values moved below 0, so that a search that starts there goes wrong. */
const below = (x: Tensor | undefined) => tf.sub(x!, 2);
const maxPool = ({ size, strides, pad }: Pool) => (x?: Tensor) => tf.maxPool(below(x) as Tensor4D, size as 2, strides as 2, pad); // prettier-ignore
const maxPool3d = ({ size, strides, pad }: Pool) => (x?: Tensor) => tf.maxPool3d(below(x) as Tensor5D, size as 2, strides as 2, pad); // prettier-ignore
const avgPool = ({ size, strides, pad }: Pool) => (x?: Tensor) => tf.avgPool(x as Tensor4D, size as 2, strides as 2, pad); // prettier-ignore
const avgPool3d = ({ size, strides, pad }: Pool) => (x?: Tensor) => tf.avgPool3d(x as Tensor5D, size as 2, strides as 2, pad); // prettier-ignore

describe.each(wasmWays)('pooling of images, $way', ({ onWasm }) => {
  test.each(planar)('is that of the cpu backend: $x, size $size, strides $strides, $pad', async (pool) => {
    const compute = () => [maxPool(pool)(fill(pool.x, 1.1)), avgPool(pool)(fill(pool.x, 1.1))];
    expectClose(await onWasm(compute), await on('cpu', compute), 1e-6);
  });
});

test.each([
  { pad: 1, rounding: 'floor' },
  { pad: 1, rounding: 'ceil' },
  { pad: [[0, 0], [0, 1], [1, 0], [0, 0]], rounding: 'floor' }, // prettier-ignore
] as const)('pooling of images takes padding in numbers: $pad, $rounding', async ({ pad, rounding }) => {
  const images = () => fill<Tensor4D>([2, 6, 7, 5], 1.1);
  const compute = () => [tf.maxPool(images(), 3, 2, pad as 1, rounding), tf.avgPool(images(), 3, 2, pad as 1, rounding)];
  expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
});

test('the largest of what is no number and a number is the number, as on the cpu backend', async () => {
  const values = [[NaN, 1, 2, 0], [1, NaN, 0, -Infinity], [NaN, NaN, NaN, NaN], [-Infinity, NaN, Infinity, 0]]; // prettier-ignore
  const compute = () => [
    tf.maxPool(tf.tensor4d(values.flat(), [4, 2, 2, 1]), 2, 2, 'valid'),
    tf.maxPool(
      tf.tensor4d(
        values.flatMap((window) => window.flatMap((value) => [value, value, value, value])),
        [4, 2, 2, 4],
      ),
      2,
      2,
      'valid',
    ),
  ];
  const [one, four] = await on('wasm', compute);
  expect(one).toEqual([2, 1, -Infinity, Infinity]);
  expect([one, four]).toEqual(await on('cpu', compute));
});

describe('the gradient of max pooling', () => {
  test('goes to the wrong value in TF.js where all of a window are negative', async () => {
    const compute = () => [tf.grad((x) => tf.sum(tf.maxPool(x as Tensor4D, 2, 2, 'valid')))(tf.tensor4d([-4, -3, -1, -2], [1, 2, 2, 1]))];
    expect(await withStock('wasm', 'MaxPoolGrad', () => on('wasm', compute))).toEqual([[1, 0, 0, 0]]);
    expect(await on('wasm', compute)).toEqual([[0, 0, 1, 0]]);
  });

  describe.each(wasmWays)('$way', ({ onWasm }) => {
    test.each(planar)('is that of the cpu backend: $x, size $size, strides $strides, $pad', async (pool) => {
      const compute = () => gradients(maxPool(pool), [pool.x]);
      expectClose(await onWasm(compute), await on('cpu', compute));
    });

    test.each([1, 4, 5])('goes to the first of equal values, in %j channels', async (channels) => {
      const compute = () => [tf.grad((x) => tf.sum(tf.maxPool(x as Tensor4D, 2, 2, 'valid')))(tf.zeros([1, 2, 2, channels]))];
      expect(await onWasm(compute)).toEqual([Array.from({ length: 4 * channels }, (_, i) => Number(i < channels))]);
    });
  });
});

test.each(planar)('the gradient of max pooling in plain JavaScript is that of TF.js: $x, size $size, $pad', async (pool) => {
  const compute = () => gradients(maxPool(pool), [pool.x]);
  expectClose(await on('cpu', compute), await withStock('cpu', 'MaxPoolGrad', () => on('cpu', compute)), 1e-6);
});

describe('max pooling of volumes', () => {
  const [first, second, narrow] = solid;
  test.each(['MaxPool3D', 'MaxPool3DGrad'])('is wrong in %s of TF.js where all of a window are negative', async (kernelName) => {
    const compute = () => (kernelName === 'MaxPool3D' ? [maxPool3d(first)(fill(first.x, 1.1))] : gradients(maxPool3d(first), [first.x]));
    expectFar(await withStock('wasm', kernelName, () => on('wasm', compute)), await on('cpu', compute));
  });

  test('has a wrong gradient in plain JavaScript too, where windows are not as wide as high', async () => {
    const compute = () => gradients(maxPool3d(narrow), [narrow.x]);
    expectFar(await withStock('cpu', 'MaxPool3DGrad', () => on('cpu', compute)), await on('cpu', compute));
  });

  test.each(solid)('is the same on both backends: $x, size $size, strides $strides, $pad', async (pool) => {
    const compute = () => [maxPool3d(pool)(fill(pool.x, 1.1))];
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });

  test.each([first, second])('has the gradient of TF.js in plain JavaScript for cubes: $x, $pad', async (pool) => {
    const compute = () => gradients(maxPool3d(pool), [pool.x]);
    const stock = await withStock('cpu', 'MaxPool3DGrad', () => on('cpu', compute));
    for (const backend of ['cpu', 'wasm'] as const) expectClose(await on(backend, compute), stock);
  });

  test.each(backends)(
    'gives the gradient to the first of equal values, and begins at the edge whatever the stride, on %s',
    async (backend) => {
      await useBackend(backend);
      const equal = (x: Tensor) => tf.sum(tf.maxPool3d(x as Tensor5D, 2, 2, 'valid'));
      const rare = (x: Tensor) => tf.maxPool3d(x as Tensor5D, 1, [3, 1, 1], 'same');
      const [gradient, values, ofRare] = tf.tidy(() => {
        const line = tf.reshape(tf.range(0, 6), [1, 6, 1, 1, 1]);
        return [tf.grad(equal)(tf.ones([1, 2, 2, 2, 1])), rare(line), tf.grad(rare)(line)].map((tensor) => Array.from(tensor.dataSync()));
      });
      expect(gradient).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
      expect(values).toEqual([0, 3]);
      expect(ofRare).toEqual([1, 0, 0, 1, 0, 0]);
    },
  );

  test.each(['cpu', 'wasm'] as const)('has a gradient that is the finite difference for other windows, on %s', async (backend) => {
    const f = maxPool3d(narrow);
    expectClose(await on(backend, () => gradients(f, [narrow.x])), differences(f, [narrow.x], 0.001), 0.01);
  });
});

test.each(planar)('the gradient of average pooling is the same where our module does not run: $x, $pad', async (pool) => {
  const compute = () => gradients(avgPool(pool), [pool.x]);
  expectClose(await on('wasm', compute), await withoutModule(() => on('wasm', compute)));
});

describe.each(['cpu', 'wasm'] as const)('the gradient of average pooling on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each([
    { kernelName: 'AvgPoolGrad', f: avgPool(planar[1]), x: planar[1].x },
    { kernelName: 'AvgPool3DGrad', f: avgPool3d(solid[1]), x: solid[1].x },
  ])('is too small at the edges in $kernelName of TF.js', async ({ kernelName, f, x }) => {
    const stock = await withStock(backend, kernelName, () => on(backend, () => gradients(f, [x])));
    expectFar(stock, differences(f, [x], 1));
  });

  test.each(planar)('is the finite difference: $x, size $size, strides $strides, $pad', async (pool) => {
    expectClose(await on(backend, () => gradients(avgPool(pool), [pool.x])), differences(avgPool(pool), [pool.x], 1), 1e-4);
  });

  test.each(solid)('is the finite difference: $x, size $size, strides $strides, $pad', async (pool) => {
    expectClose(await on(backend, () => gradients(avgPool3d(pool), [pool.x])), differences(avgPool3d(pool), [pool.x], 1), 1e-4);
  });
});
