import { describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { compareBackends, differences, expectClose, fill, gradients, on, wasmWays, withStock, type Backend } from './compare.ts';

compareBackends();

/** 1 to 16 in rows of four. */
const square = () => tf.reshape(tf.range(1, 17), [1, 4, 4, 1]) as unknown as Tensor4D;
const ones = <T extends Tensor>(...shape: number[]): T => tf.ones(shape) as T;
/** The sums of three beside each other from every other place: 1 + 2 + 3, 3 + 4, and so on. */
const sums = [[6, 7, 30, 23]];

const convolutions = {
  Conv2D: () => tf.conv2d(square(), ones<Tensor4D>(1, 3, 1, 1), 2, 'same'),
  FusedConv2D: () => tf.fused.conv2d({ x: square(), filter: ones(1, 3, 1, 1), strides: 2, pad: 'same', activation: 'relu' }),
  DepthwiseConv2dNative: () => tf.depthwiseConv2d(square(), ones<Tensor4D>(1, 3, 1, 1), 2, 'same'),
  FusedDepthwiseConv2D: () =>
    tf.fused.depthwiseConv2d({ x: square(), filter: ones(1, 3, 1, 1), strides: 2, pad: 'same', activation: 'relu' }),
};

describe.each(wasmWays)('a stride longer than the filter, padded "same", $way', ({ onWasm }) => {
  test.each(Object.entries(convolutions))('takes what lies under the filter: %s', async (_, convolve) => {
    expect(await onWasm(() => [convolve()])).toEqual(sums);
  });

  test.each([
    { filter: [1, 3], strides: [2, 2] },
    { filter: [2, 1], strides: [3, 2] },
    { filter: [2, 3], strides: [3, 1] },
    { filter: [1, 1], strides: [4, 3] },
    { filter: [3, 3], strides: [2, 1] },
  ] as const)('gives what the cpu backend gives: $filter by $strides', async ({ filter, strides }) => {
    const compute = () => {
      const x = fill<Tensor4D>([2, 7, 6, 2], 1.1);
      const [down, across] = strides;
      const depthwise = fill<Tensor4D>([...filter, 2, 3], 0.7);
      return [
        tf.conv2d(x, depthwise, [down, across], 'same'),
        tf.separableConv2d(x, depthwise, fill<Tensor4D>([1, 1, 6, 2], 0.9), 2, 'same'),
        tf.maxPool(x, [...filter], [down, across], 'same'),
        tf.avgPool(x, [...filter], [down, across], 'same'),
        tf.fused.depthwiseConv2d({ x, filter: depthwise, strides: [down, across], pad: 'same', bias: fill([6], 0.3), activation: 'relu6' }),
      ];
    };
    expectClose(await onWasm(compute), await on('cpu', compute), 1e-6);
  });
});

test.each(Object.entries(convolutions))('is not computed by TF.js, which makes zeros of it: %s', async (kernelName, convolve) => {
  expect(await withStock('wasm', kernelName, () => on('wasm', () => [convolve()]))).toEqual([[0, 0, 0, 0]]);
});

test('a dilated depthwise convolution is that of the cpu backend', async () => {
  const compute = () => [tf.depthwiseConv2d(fill<Tensor4D>([2, 6, 7, 2], 1.1), fill<Tensor4D>([2, 3, 2, 2], 0.7), 1, 'same', 'NHWC', 2)];
  expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
});

const volume = () => tf.tensor5d([1, 2, 3, 4], [1, 4, 1, 1, 1]);
const everyOther = {
  Conv3D: () => tf.conv3d(volume(), ones<Tensor5D>(1, 1, 1, 1, 1), [2, 1, 1], 'same'),
  MaxPool3D: () => tf.maxPool3d(volume(), 1, [2, 1, 1], 'same'),
  AvgPool3D: () => tf.avgPool3d(volume(), 1, [2, 1, 1], 'same'),
};

describe.each(['cpu', 'wasm'] as const)('volumes with a stride longer than the window, padded "same", on %s', (backend: Backend) => {
  test.each(Object.entries(everyOther))('begin at the edge, where TF.js begins within: %s', async (kernelName, compute) => {
    expect(await on(backend, () => [compute()])).toEqual([[1, 3]]);
    const stock = await withStock(backend, kernelName, () => on(backend, () => [compute()]));
    expect(stock).toEqual([[2, 4]]);
  });

  test.each([
    [
      [1, 1, 1],
      [2, 2, 2],
    ],
    [
      [1, 2, 1],
      [3, 1, 2],
    ],
    [
      [2, 1, 3],
      [3, 2, 2],
    ],
  ] as const)('have the gradients of finite differences: a window of %j by %j', async (window, strides) => {
    await useBackend(backend);
    const [size, step] = [[...window] as [number, number, number], [...strides] as [number, number, number]];
    const convolve = (...[x, filter]: Tensor[]) => tf.conv3d(x as Tensor5D, filter as Tensor5D, step, 'same');
    const mean = (...[x]: Tensor[]) => tf.avgPool3d(x as Tensor5D, size, step, 'same');
    const largest = (...[x]: Tensor[]) => tf.maxPool3d(x as Tensor5D, size, step, 'same');
    const x = [1, 4, 5, 4, 1];
    const filter = [...window, 1, 2];
    expectClose(await on(backend, () => gradients(convolve, [x, filter])), differences(convolve, [x, filter], 1), 1e-4);
    expectClose(await on(backend, () => gradients(mean, [x])), differences(mean, [x], 1), 1e-4);
    expectClose(await on(backend, () => gradients(largest, [x])), differences(largest, [x], 1e-3), 1e-2);
  });
});
