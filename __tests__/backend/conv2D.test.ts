import { describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { ConvolutionAttributes } from '../../src/backend/wasm/convolution.ts';
import { BIAS_LAST, RELU } from '../../src/backend/wasm/exports.ts';
import { kernelModuleNow } from '../../src/backend/wasm/kernelModule.ts';
import { planConvolution } from '../../src/backend/wasm/planConvolution.ts';
import { compareBackends, expectBits, expectClose, fill, on, runPlan, withStock } from './compare.ts';

compareBackends('wasm');

const activations = ['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const;
type Explicit = [[0, 0], [number, number], [number, number], [0, 0]];
interface Convolution {
  readonly x: readonly number[];
  readonly filter: readonly number[];
  readonly strides: number | readonly [number, number];
  readonly pad: 'valid' | 'same' | number | Explicit;
  readonly dilations?: number | readonly [number, number];
  readonly rounding?: 'floor' | 'ceil';
}
const convolutions: readonly Convolution[] = [
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 4], strides: 1, pad: 'valid' },
  { x: [2, 9, 7, 1], filter: [3, 3, 1, 8], strides: 1, pad: 'same' },
  { x: [3, 7, 5, 2], filter: [2, 3, 2, 17], strides: [2, 1], pad: 'same' },
  { x: [1, 6, 5, 9], filter: [1, 1, 9, 16], strides: 1, pad: 'valid' },
  { x: [1, 6, 5, 2], filter: [1, 1, 2, 3], strides: 2, pad: 'same' },
  { x: [2, 12, 12, 2], filter: [4, 4, 2, 3], strides: 3, pad: 'valid' },
  { x: [1, 2, 3, 2], filter: [3, 3, 2, 2], strides: 2, pad: 'same' },
  { x: [1, 1, 50, 5], filter: [1, 7, 5, 9], strides: 1, pad: 'same' },
  { x: [1, 5, 5, 1], filter: [5, 5, 1, 1], strides: 1, pad: 'valid' },
  { x: [2, 11, 10, 1], filter: [5, 5, 1, 4], strides: 3, pad: 2, rounding: 'floor' },
  { x: [1, 8, 8, 2], filter: [3, 3, 2, 3], strides: 2, pad: 0, rounding: 'ceil' },
  { x: [1, 6, 5, 2], filter: [3, 3, 2, 3], strides: [1, 2], pad: [[0, 0], [1, 2], [0, 3], [0, 0]], rounding: 'floor' }, // prettier-ignore
  { x: [1, 8, 8, 2], filter: [3, 3, 2, 3], strides: 1, pad: 'same', dilations: 2 },
  { x: [2, 9, 8, 3], filter: [2, 3, 3, 5], strides: 1, pad: 'valid', dilations: [3, 2] },
  { x: [1, 9, 10, 9], filter: [3, 2, 9, 8], strides: 1, pad: 'same', dilations: [2, 1] },
  { x: [1, 1, 20, 2], filter: [1, 3, 2, 17], strides: 1, pad: 'same', dilations: [1, 4] },
  { x: [2, 9, 8, 2], filter: [2, 2, 2, 3], strides: 3, pad: 'valid' },
  { x: [2, 1, 3, 2], filter: [5, 3, 2, 3], strides: 1, pad: 'same' },
  { x: [1, 13, 13, 4], filter: [3, 3, 4, 8], strides: 2, pad: 'same' },
];
const convolve = ({ x, filter, strides, pad, dilations = 1, rounding }: Convolution) => {
  const made = tf.conv2d(fill<Tensor4D>(x, 1.1), fill<Tensor4D>(filter, 0.7), strides as 1, pad, 'NHWC', dilations as 1, rounding);
  return [made, tf.tensor1d(made.shape)];
};

describe('a convolution by our module', () => {
  test.each(convolutions)('is that of the cpu backend: $x by $filter, strides $strides, $pad', async (convolution) => {
    const compute = () => convolve(convolution);
    expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
  });

  test.each(convolutions.slice(0, 8))('is that of XNNPACK to the last bit: $x by $filter, strides $strides, $pad', async (convolution) => {
    const compute = () => convolve(convolution);
    expectBits(await on('wasm', compute), await withStock('wasm', 'Conv2D', () => on('wasm', compute)));
  });

  test('is empty where an image is narrower than the filter', async () => {
    const compute = () => convolve({ x: [1, 4, 2, 1], filter: [3, 3, 1, 8], strides: 1, pad: 'valid' });
    expect(await on('wasm', compute)).toEqual([[], [1, 2, 0, 8]]);
  });

  test.each(activations.flatMap((activation) => [true, false].map((hasBias) => ({ activation, hasBias }))))(
    'takes a bias and an activation along: $activation, $hasBias',
    async ({ activation, hasBias }) => {
      const compute = () => [
        tf.fused.conv2d({
          x: fill<Tensor4D>([2, 6, 7, 3], 1.1),
          filter: fill<Tensor4D>([3, 2, 3, 5], 0.7),
          strides: 1,
          pad: 'same',
          activation,
          ...(hasBias ? { bias: fill<Tensor>([5], 0.9) } : {}),
          ...(activation === 'prelu' ? { preluActivationWeights: fill<Tensor>([5], 0.5) } : {}),
          ...(activation === 'leakyrelu' ? { leakyreluAlpha: 0.3 } : {}),
        }),
      ];
      expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
    },
  );

  test.each(convolutions)('adds a bias in the end to the bits of Add and Relu: $x by $filter, $pad', async (convolution) => {
    const { x, filter, strides, pad, dilations = 1, rounding } = convolution;
    const [images, weights, bias] = [fill(x, 1.1), fill(filter, 0.7), fill([filter[3]!], 0.9)];
    const attrs = { strides, pad, dilations, ...(rounding && { dimRoundingMode: rounding }) } as ConvolutionAttributes;
    const apart = await on('wasm', () => {
      const sum = tf.add(convolve(convolution)[0]!, bias);
      return [sum, tf.relu(sum)];
    });
    const fused = () =>
      [BIAS_LAST, BIAS_LAST | RELU].map((fusion) => {
        const plan = planConvolution(images, weights, attrs, fusion, kernelModuleNow()!.kernels);
        return runPlan(plan, { x: images, filter: weights, bias });
      });
    expect(await on('wasm', fused)).toEqual(apart);
    tf.dispose([images, weights, bias]);
  });

  test('passes on what is no number', async () => {
    const compute = () => [
      tf.fused.conv2d({
        x: tf.tensor4d([NaN, 1], [1, 1, 2, 1]),
        filter: tf.ones([1, 1, 1, 1]),
        strides: 1,
        pad: 'valid',
        activation: 'relu',
      }),
    ];
    expect(await on('wasm', compute)).toEqual([[NaN, 1]]);
  });
});
