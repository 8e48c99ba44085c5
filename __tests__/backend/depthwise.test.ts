import { describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, differences, expectClose, fill, gradients, isInStock, on, wasmWays } from './compare.ts';

compareBackends('wasm');

type Explicit = [[0, 0], [number, number], [number, number], [0, 0]];
interface Depthwise {
  readonly x: readonly number[];
  readonly filter: readonly number[];
  readonly strides: number | readonly [number, number];
  readonly pad: 'valid' | 'same' | Explicit;
}
const table: readonly Depthwise[] = [
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 2], strides: 1, pad: 'valid' },
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 1], strides: 1, pad: 'same' },
  { x: [2, 9, 8, 3], filter: [3, 3, 3, 2], strides: 2, pad: 'same' },
  { x: [1, 7, 5, 2], filter: [2, 4, 2, 3], strides: 3, pad: 'valid' },
  { x: [1, 2, 3, 1], filter: [3, 3, 1, 1], strides: 2, pad: 'same' },
  { x: [2, 6, 7, 4], filter: [3, 3, 4, 1], strides: 1, pad: 'valid' },
  { x: [1, 6, 7, 8], filter: [2, 5, 8, 1], strides: 1, pad: 'same' },
  { x: [2, 7, 6, 1], filter: [3, 2, 1, 8], strides: [2, 1], pad: 'same' },
  { x: [1, 5, 9, 5], filter: [1, 1, 5, 1], strides: 1, pad: 'valid' },
  { x: [1, 1, 20, 6], filter: [1, 7, 6, 1], strides: 1, pad: 'same' },
  { x: [1, 6, 5, 2], filter: [3, 3, 2, 2], strides: 1, pad: [[0, 0], [1, 2], [0, 2], [0, 0]] }, // prettier-ignore
];
const convolve = ({ strides, pad }: Depthwise, x?: Tensor, filter?: Tensor, dilations = 1) => {
  const rounding = typeof pad === 'string' ? undefined : 'floor';
  return tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, strides as 1, pad as 'same', 'NHWC', dilations, rounding);
};

test('the gradients of a depthwise convolution are missing in TF.js', () => {
  expect(isInStock('wasm', 'DepthwiseConv2dNativeBackpropFilter')).toBe(false);
  expect(isInStock('wasm', 'DepthwiseConv2dNativeBackpropInput')).toBe(false);
});

describe.each(wasmWays)('a depthwise convolution, $way', ({ onWasm }) => {
  test.each(table)('is that of the cpu backend, and so are its gradients: $x by $filter, $strides, $pad', async (depthwise) => {
    const { x, filter } = depthwise;
    const f = (images?: Tensor, weights?: Tensor) => convolve(depthwise, images, weights);
    const forward = () => [f(fill(x, 1.1), fill(filter, 0.7))];
    expectClose(await onWasm(forward), await on('cpu', forward), 1e-6);
    const backward = () => gradients(f, [x, filter]);
    expectClose(await onWasm(backward), await on('cpu', backward));
  });
});

test.each(table.slice(0, 8))('has gradients that are the finite differences: $x by $filter, $strides, $pad', async (depthwise) => {
  const f = (images?: Tensor, weights?: Tensor) => convolve(depthwise, images, weights);
  const shapes = [depthwise.x, depthwise.filter];
  expectClose(await on('wasm', () => gradients(f, shapes)), differences(f, shapes, 1), 1e-4);
});

test.each(table.filter(({ strides }) => strides === 1))('is dilated as on the cpu backend: $x by $filter, $pad', async (depthwise) => {
  const narrow = { ...depthwise, pad: 'same' } as const;
  const compute = () => [convolve(narrow, fill(depthwise.x, 1.1), fill(depthwise.filter, 0.7), 2)];
  expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
});

test.each(['linear', 'relu', 'relu6', 'sigmoid', 'elu'] as const)('takes a bias and an activation along: %s', async (activation) => {
  const compute = () =>
    [1, 3].flatMap((multiplier) =>
      [[], [fill<Tensor>([3 * multiplier], 0.9)]].map(([bias]) =>
        tf.fused.depthwiseConv2d({
          x: fill<Tensor4D>([2, 6, 7, 3], 1.1),
          filter: fill<Tensor4D>([3, 2, 3, multiplier], 0.7),
          strides: 1,
          pad: 'same',
          activation,
          ...(bias && { bias }),
        }),
      ),
    );
  expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
});
