import { describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { repairKernels, repairs } from '../../src/backend/kernels/register.ts';
import { useBackend } from '../../src/node/backend.ts';
import { compareBackends, differences, expectClose, LONG_SUM, fill, gradients, isInStock, on, wasmWays, withStock } from './compare.ts';
import { spread } from '../long/spread.ts';

compareBackends();

const convolutions = [
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 4], strides: 1, pad: 'valid' },
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 4], strides: 1, pad: 'same' },
  { x: [2, 9, 8, 3], filter: [3, 3, 3, 4], strides: 2, pad: 'same' },
  { x: [2, 8, 9, 3], filter: [3, 3, 3, 4], strides: 2, pad: 'valid' },
  { x: [3, 7, 5, 2], filter: [2, 3, 2, 1], strides: [2, 1], pad: 'same' },
  { x: [2, 12, 12, 2], filter: [4, 4, 2, 3], strides: 3, pad: 'valid' },
  { x: [1, 5, 4, 1], filter: [5, 4, 1, 2], strides: 1, pad: 'same' },
  { x: [1, 5, 4, 1], filter: [5, 4, 1, 2], strides: 1, pad: 'valid' },
  { x: [2, 8, 8, 3], filter: [1, 1, 3, 4], strides: 1, pad: 'same' },
  { x: [2, 8, 8, 3], filter: [1, 1, 3, 4], strides: 2, pad: 'valid' },
  { x: [2, 11, 11, 1], filter: [5, 5, 1, 4], strides: 3, pad: 2 },
  { x: [2, 6, 6, 1], filter: [1, 1, 1, 2], strides: 1, pad: 1 },
  { x: [2, 2, 3, 2], filter: [3, 3, 2, 2], strides: 2, pad: 'same' },
  { x: [1, 1, 10, 3], filter: [1, 3, 3, 4], strides: 1, pad: 'same' },
  { x: [2, 5, 6, 9], filter: [2, 3, 9, 8], strides: 1, pad: 'same' },
  { x: [1, 4, 5, 8], filter: [3, 2, 8, 17], strides: 2, pad: 'same' },
  {
    x: [1, 6, 5, 2],
    filter: [3, 3, 2, 3],
    strides: [1, 2],
    pad: [
      [0, 0],
      [1, 2],
      [0, 1],
      [0, 0],
    ],
  },
  { x: [1, 7, 7, 2], filter: [2, 2, 2, 3], strides: 3, pad: 'valid' },
] as const;
/** Images so large that not all of their places are taken at once. */
const largeConvolutions = [
  { x: [2, 40, 41, 2], filter: [3, 3, 2, 8], strides: 1, pad: 'same' },
  { x: [1, 70, 37, 1], filter: [3, 2, 1, 10], strides: [1, 2], pad: 'valid' },
  { x: [1, 3, 1100, 1], filter: [2, 3, 1, 3], strides: 1, pad: 'same' },
] as const;
type Convolution = (typeof convolutions | typeof largeConvolutions)[number];

const convolve = ({ strides, pad }: Convolution, x: Tensor, filter: Tensor) =>
  tf.conv2d(x as Tensor4D, filter as Tensor4D, strides as 1, pad as 'same', 'NHWC', 1, typeof pad === 'string' ? undefined : 'floor');

describe.each(wasmWays)('$way', ({ onWasm }) => {
  describe('the gradients of a convolution', () => {
    test('of the filter are missing in TF.js', () => {
      expect(isInStock('wasm', 'Conv2DBackpropFilter')).toBe(false);
      expect(isInStock('wasm', 'Conv2DBackpropInput')).toBe(true);
    });

    test.each(spread([...convolutions, ...largeConvolutions], 3))(
      'are those of the cpu backend: $x by $filter, strides $strides, $pad',
      async (convolution) => {
        const compute = () => gradients((x, filter) => convolve(convolution, x!, filter!), [convolution.x, convolution.filter]);
        const [images, height, width] = convolution.x;
        expectClose(await onWasm(compute), await on('cpu', compute), images * height * width > 1000 ? LONG_SUM : undefined);
      },
    );

    test.each(spread(convolutions, 3, 1))('are the finite differences: $x by $filter, strides $strides, $pad', async (convolution) => {
      const f = (...[x, filter]: Tensor[]) => convolve(convolution, x!, filter!);
      const shapes = [convolution.x, convolution.filter];
      expectClose(await onWasm(() => gradients(f, shapes)), differences(f, shapes, 1), 1e-4);
    });

    test('of a batch too large to be written out at once are the sums of those of its parts', async () => {
      const x = fill<Tensor4D>([150, 16, 16, 16], 1.1);
      const filter = fill<Tensor4D>([3, 3, 16, 2], 0.7);
      const gradientOf = (images: Tensor) =>
        tf.grad((w: Tensor) => tf.sum(tf.square(tf.conv2d(images as Tensor4D, w as Tensor4D, 1, 'same'))))(filter);
      const whole = await onWasm(() => [tf.div(gradientOf(x), 1e5)]);
      const parts = await onWasm(() => [tf.div(tf.addN(tf.split(x, 3).map((images) => gradientOf(images))), 1e5)]);
      expectClose(whole, parts, LONG_SUM);
      tf.dispose([x, filter]);
    });

    test('hold for a transposed convolution, in whose forward pass they stand', async () => {
      const compute = () => {
        const f = (x: Tensor, filter: Tensor) => tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [2, 9, 9, 2], 2, 'valid');
        const shapes = [[2, 4, 4, 3], [3, 3, 2, 3]]; // prettier-ignore
        return [f(fill(shapes[0]!, 1.1), fill(shapes[1]!, 0.7)), ...gradients((x, filter) => f(x!, filter!), shapes)];
      };
      expectClose(await onWasm(compute), await on('cpu', compute));
    });
  });

  describe('the gradient of an embedding', () => {
    test('is missing in TF.js', () => {
      expect(isInStock('wasm', 'UnsortedSegmentSum')).toBe(false);
    });

    test('adds up the rows of each id, to the bits of TF.js in plain JavaScript', async () => {
      const compute = () => gradients((x) => tf.gather(x!, tf.tensor1d([1, 3, 3, 0, 3, 1], 'int32')), [[5, 4]]);
      const stock = await withStock('cpu', 'UnsortedSegmentSum', () => on('cpu', compute));
      expect(await on('cpu', compute)).toEqual(stock);
      expectClose(await onWasm(compute), stock);
    });

    test('leaves out ids that are no segment', async () => {
      const compute = () => [tf.unsortedSegmentSum(tf.tensor2d([[1, 2], [3, 4], [5, 6]]), tf.tensor1d([1, -1, 1], 'int32'), 3)]; // prettier-ignore
      for (const values of [await onWasm(compute), await on('cpu', compute)]) expect(values).toEqual([[0, 0, 6, 8, 0, 0]]);
    });

    test('keeps whole numbers whole', async () => {
      const compute = () => [tf.unsortedSegmentSum(tf.tensor1d([7, 8, 9], 'int32'), tf.tensor1d([0, 1, 0], 'int32'), 2)];
      for (const values of [await onWasm(compute), await on('cpu', compute)]) expect(values).toEqual([[16, 8]]);
    });
  });

  describe('a product of matrices', () => {
    test.each([
      { a: [40, 30], b: [50, 30], transposeA: false, transposeB: true },
      { a: [30, 40], b: [30, 50], transposeA: true, transposeB: false },
      { a: [30, 40], b: [50, 30], transposeA: true, transposeB: true },
      { a: [3, 20, 40], b: [3, 60, 40], transposeA: false, transposeB: true },
      { a: [3, 40, 20], b: [3, 40, 60], transposeA: true, transposeB: false },
      { a: [2, 3, 40, 20], b: [2, 3, 60, 40], transposeA: true, transposeB: true },
      { a: [2, 3], b: [4, 3], transposeA: false, transposeB: true },
      { a: [1, 200], b: [200, 200], transposeA: false, transposeB: true },
    ])('is that of the cpu backend: $a . $b, transposed $transposeA $transposeB', async ({ a, b, transposeA, transposeB }) => {
      const f = (x?: Tensor, y?: Tensor) => tf.matMul(x!, y!, transposeA, transposeB);
      const compute = () => [f(fill(a, 1.1), fill(b, 0.7)), ...gradients(f, [a, b])];
      expectClose(await onWasm(compute), await on('cpu', compute));
    });

    test('is stretched over a batch of one', async () => {
      const compute = () => [tf.matMul(fill([1, 40, 20], 1.1), fill([3, 40, 60], 0.7), true, false)];
      expectClose(await onWasm(compute), await on('cpu', compute));
    });
  });

  describe('a slice', () => {
    test.each([
      { x: [6], begin: [1], size: [4] },
      { x: [100], begin: [10], size: [60] },
      { x: [5, 7], begin: [1, 2], size: [3, 4] },
      { x: [5, 40], begin: [2, 3], size: [2, 36] },
      { x: [5, 7], begin: [1, 0], size: [3, 7] },
      { x: [3, 4, 5], begin: [0, 1, 2], size: [3, 2, 3] },
      { x: [3, 4, 5], begin: [1, 1, 0], size: [2, 2, 5] },
      { x: [2, 3, 4, 5], begin: [1, 1, 1, 1], size: [1, 2, 3, 4] },
      { x: [2, 3, 2, 3, 2], begin: [0, 1, 0, 1, 0], size: [2, 2, 2, 2, 2] },
      { x: [4, 3], begin: [1, 0], size: [0, 3] },
    ])('is that of the cpu backend: $x from $begin, $size', async ({ x, begin, size }) => {
      const compute = () => [tf.slice(fill(x, 1.1), begin, size), tf.slice(tf.cast(tf.mul(fill(x, 0.7), 9), 'int32'), begin, size)];
      expect(await onWasm(compute)).toEqual(await on('cpu', compute));
    });

    test('takes flags and text as they are', async () => {
      const flags = () => [tf.slice(tf.tensor1d([true, false, true], 'bool'), [1], [2])];
      expect(await onWasm(flags)).toEqual([[0, 1]]);
      const text = () => [tf.slice(tf.tensor1d(['a', 'b', 'c']), [1], [2])];
      expect(await onWasm(text)).toEqual([['b', 'c']]);
    });
  });

  describe('a gather', () => {
    test.each([
      { x: [5, 4], indices: [1, 3, 3, 0], axis: 0 },
      { x: [5, 2, 20], indices: [4, 0], axis: 0 },
      { x: [5], indices: [2, 2], axis: 0 },
      { x: [3, 5, 2], indices: [1, 3], axis: 1 },
    ])('is that of the cpu backend: $x, rows $indices along $axis', async ({ x, indices, axis }) => {
      const compute = () => [tf.gather(fill(x, 1.1), tf.tensor1d(indices, 'int32'), axis)];
      expect(await onWasm(compute)).toEqual(await on('cpu', compute));
    });

    test('refuses a row that is not there', async () => {
      await useBackend('wasm');
      expect(() => tf.tidy(() => tf.gather(fill([5, 4], 1), tf.tensor1d([5], 'int32')))).toThrow('the index value 5 is not in [0, 4]');
    });
  });
});

test.each(['cpu', 'wasm'] as const)('a second repair of %s changes nothing', async (backend) => {
  const names = repairs.filter(({ backends }) => backends.includes(backend)).map(({ kernelName }) => kernelName);
  const before = names.map((name) => tf.getKernel(name, backend));
  await repairKernels(backend);
  expect(names.map((name) => tf.getKernel(name, backend))).toEqual(before);
});
