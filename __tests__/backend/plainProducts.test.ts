import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { kernelModuleNow } from '../../src/backend/wasm/kernelModule.ts';
import { compareBackends, expectClose, fill, gradients, LONG_SUM, on, withStock } from './compare.ts';
import { engineWithoutRelaxedSimd } from './engine.ts';

let restore = () => {};
beforeAll(() => {
  restore = engineWithoutRelaxedSimd();
});
compareBackends('wasm');
beforeAll(() => {
  restore();
});

const sizes = [
  [1, 1, 1],
  [5, 7, 9],
  [9, 257, 13],
  [33, 60, 17],
] as const;
const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;
const products = sizes.flatMap(([rows, depth, columns]) =>
  transposes.map(([transposeA, transposeB]) => ({
    a: transposeA ? [depth, rows] : [rows, depth],
    b: transposeB ? [columns, depth] : [depth, columns],
    transposeA,
    transposeB,
  })),
);
const multiply = ({ a, b, transposeA, transposeB }: (typeof products)[number]) =>
  tf.matMul(fill(a, 0.3), fill(b, 0.7), transposeA, transposeB);
const convolutions = [
  { x: [2, 9, 7, 1], filter: [3, 3, 1, 8], strides: 1, pad: 'same' },
  { x: [3, 7, 5, 2], filter: [2, 3, 2, 17], strides: 2, pad: 'same' },
  { x: [1, 6, 5, 9], filter: [1, 1, 9, 16], strides: 1, pad: 'valid' },
  { x: [2, 12, 12, 5], filter: [4, 4, 5, 3], strides: 3, pad: 'valid' },
] as const;
const convolve =
  ({ strides, pad }: (typeof convolutions)[number]) =>
  (x?: Tensor, filter?: Tensor) =>
    tf.conv2d(x as Tensor4D, filter as Tensor4D, strides, pad);

describe('where the engine has plain SIMD alone', () => {
  test('a product and a sum are rounded one after the other', async () => {
    expect(kernelModuleNow()?.isRelaxed).toBe(false);
    // The square of 1 + 2^-12 is 1 + 2^-11 + 2^-24, whose last bit is lost where it is rounded by itself.
    const compute = () => [tf.matMul(tf.tensor2d([[-1, 1 + 2 ** -12]]), tf.tensor2d([[1 + 2 ** -11], [1 + 2 ** -12]]))];
    expect(await on('wasm', compute)).toEqual([[0]]);
  });

  test.each(products)('a product is that of the cpu backend: $a by $b, transposed $transposeA and $transposeB', async (product) => {
    const compute = () => [multiply(product)];
    expectClose(await on('wasm', compute), await on('cpu', compute), LONG_SUM);
  });

  test.each(products.filter(({ transposeA, transposeB }) => !transposeA && !transposeB))(
    'a product is that of XNNPACK to the last bit where none is transposed: $a by $b',
    async (product) => {
      const compute = () => [multiply(product)];
      expect(await on('wasm', compute)).toEqual(await withStock('wasm', 'BatchMatMul', () => on('wasm', compute)));
    },
  );

  test.each(convolutions)('a convolution is that of XNNPACK, to the last bit: $x by $filter', async (how) => {
    const compute = () => [convolve(how)(fill(how.x, 1.1), fill(how.filter, 0.7))];
    const received = await on('wasm', compute);
    expectClose(received, await on('cpu', compute));
    expect(received).toEqual(await withStock('wasm', 'Conv2D', () => on('wasm', compute)));
  });

  test.each(convolutions)('the gradients of a convolution are those of the cpu backend: $x by $filter', async (how) => {
    const compute = () => gradients(convolve(how), [how.x, how.filter]);
    expectClose(await on('wasm', compute), await on('cpu', compute));
  });

  test('a bias and an activation are taken along', async () => {
    const [strides, pad, activation] = [1, 'same', 'relu'] as const;
    const compute = () => {
      const bias = fill<Tensor>([5], 0.9);
      return [
        tf.fused.matMul({ a: fill([9, 7], 0.3), b: fill([7, 5], 0.7), bias, activation }),
        tf.fused.conv2d({
          x: fill<Tensor4D>([2, 6, 7, 3], 1.1),
          filter: fill<Tensor4D>([3, 2, 3, 5], 0.7),
          strides,
          pad,
          bias,
          activation,
        }),
      ];
    };
    expectClose(await on('wasm', compute), await on('cpu', compute));
  });
});
