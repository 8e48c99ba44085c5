import { expect, test } from '@jest/globals';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, expectClose, expectStock, fill, on, withStock } from './compare.ts';

compareBackends('cpu');

/** Values and shape. */
const whole = (made: Tensor): readonly Tensor[] => [made, tf.tensor1d(made.shape)];

/** Expects what a kernel of TF.js gives, but for rounding. */
async function expectNearStock(kernelName: string, compute: () => readonly Tensor[]): Promise<void> {
  const ours = tf.getKernel(kernelName, 'cpu').kernelFunc;
  const expected = await withStock('cpu', kernelName, () => {
    expect(tf.getKernel(kernelName, 'cpu').kernelFunc).not.toBe(ours);
    return on('cpu', compute);
  });
  expectClose(await on('cpu', compute), expected, 1e-6);
}

const convolutions = [
  ['valid', [2, 6, 5, 3], [3, 3, 3, 4], { strides: 1, pad: 'valid', dilations: 1 }],
  ['same', [3, 5, 7, 2], [3, 2, 2, 5], { strides: 1, pad: 'same', dilations: 1 }],
  ['strided', [2, 7, 9, 1], [3, 3, 1, 2], { strides: [2, 3], pad: 'same', dilations: 1 }],
  ['strided beyond the filter', [2, 7, 9, 2], [1, 2, 2, 3], { strides: [3, 3], pad: 'same', dilations: 1 }],
  ['padded by a number', [1, 6, 6, 2], [4, 4, 2, 1], { strides: 2, pad: 1, dilations: 1 }],
  ['padded side by side', [1, 6, 5, 2], [3, 3, 2, 2], { strides: 1, pad: [[0, 0], [2, 1], [0, 3], [0, 0]], dilations: 1 }],
  ['one pixel', [2, 4, 4, 3], [1, 1, 3, 2], { strides: 1, pad: 'valid', dilations: 1 }],
  ['one place', [1, 3, 3, 2], [3, 3, 2, 5], { strides: 1, pad: 'valid', dilations: 1 }],
  ['dilated', [2, 9, 8, 2], [3, 2, 2, 3], { strides: 1, pad: 'same', dilations: [2, 3] }],
  ['more places than fit at once', [2, 40, 41, 16], [3, 3, 16, 5], { strides: 1, pad: 'same', dilations: 1 }],
] as const; // prettier-ignore

const attrsOf = (attrs: object) => ({ ...attrs, dataFormat: 'NHWC' }) as never;

test.each(convolutions)('a convolution in plain JavaScript is that of TF.js: %s', async (_, x, filter, attrs) => {
  const inputs = () => ({ x: fill([...x], 0.3), filter: fill([...filter], 0.7) });
  await expectNearStock('Conv2D', () => whole(tf.engine().runKernel<Tensor>('Conv2D', inputs() as never, attrsOf(attrs))));
});

test.each(convolutions.filter(([, , , { dilations }]) => dilations === 1))(
  'the gradient of images in plain JavaScript is that of TF.js: %s',
  async (_, x, filter, attrs) => {
    const shape = tf.backend_util.computeConv2DInfo([...x], [...filter], attrs.strides as 1, 1, attrs.pad as 'same').outShape;
    const inputs = () => ({ dy: fill(shape, 0.3), filter: fill([...filter], 0.7) });
    const run = () => tf.engine().runKernel<Tensor>('Conv2DBackpropInput', inputs() as never, attrsOf({ ...attrs, inputShape: [...x] }));
    await expectNearStock('Conv2DBackpropInput', () => whole(run()));
  },
);

test.each(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const)(
  'a fused convolution in plain JavaScript is that of TF.js: %s',
  async (activation) => {
    for (const biasShape of [[4], [], undefined]) {
      const inputs = () => ({
        x: fill([2, 6, 5, 3], 0.3) as Tensor4D,
        bias: biasShape && fill<Tensor>(biasShape, 0.9),
        ...(activation === 'prelu' && { preluActivationWeights: fill<Tensor>([4], 1.1) }),
      });
      const options = { strides: 1, pad: 'same', activation, leakyreluAlpha: 0.3 } as const;
      const run = (fused: (options: never) => Tensor, filter: number[]) =>
        whole(fused({ ...inputs(), filter: fill(filter, 0.7), ...options } as never));
      await expectNearStock('FusedConv2D', () => run(tf.fused.conv2d as never, [3, 3, 3, 4]));
    }
    const depthwise = () => {
      const inputs = { x: fill<Tensor4D>([2, 6, 5, 2], 0.3), filter: fill<Tensor4D>([3, 3, 2, 2], 0.7), bias: fill<Tensor>([4], 0.9) };
      const preluActivationWeights = activation === 'prelu' ? { preluActivationWeights: fill<Tensor>([4], 1.1) } : {};
      return whole(tf.fused.depthwiseConv2d({ ...inputs, ...preluActivationWeights, strides: 1, pad: 'same', activation, leakyreluAlpha: 0.3 })); // prettier-ignore
    };
    await expectStock('FusedDepthwiseConv2D', depthwise);
  },
);

test('channels first are left to TF.js', async () => {
  const compute = () => whole(tf.conv2d(fill<Tensor4D>([1, 2, 5, 6], 0.3), fill<Tensor4D>([3, 3, 2, 4], 0.7), 1, 'valid', 'NCHW'));
  expect(await on('cpu', compute)).toEqual(await withStock('cpu', 'Conv2D', () => on('cpu', compute)));
});

test.each([
  ['valid', [2, 6, 5, 3], [3, 3, 3, 1], { strides: 1, pad: 'valid', dilations: 1 }],
  ['same, with several filters a channel', [2, 6, 5, 3], [2, 3, 3, 4], { strides: 1, pad: 'same', dilations: 1 }],
  ['strided', [1, 7, 9, 2], [3, 3, 2, 2], { strides: [2, 2], pad: 'same', dilations: 1 }],
] as const)('a depthwise convolution and its gradients are those of TF.js, to the last bit: %s', async (_, x, filter, attrs) => {
  const shape = tf.backend_util.computeConv2DInfo([...x], [...filter], attrs.strides as 1, attrs.dilations as 1, attrs.pad, undefined, true).outShape; // prettier-ignore
  const run = (name: string, inputs: object, more: object) =>
    whole(tf.engine().runKernel<Tensor>(name, inputs as never, { ...attrs, ...more } as never));
  const [images, weights] = [() => fill([...x], 0.3), () => fill([...filter], 0.7)];
  const name = 'DepthwiseConv2dNative';
  await expectStock(name, () => run(name, { x: images(), filter: weights() }, {}));
  await expectStock(`${name}BackpropFilter`, () => run(`${name}BackpropFilter`, { x: images(), dy: fill(shape, 1.1) }, { filterShape: [...filter] })); // prettier-ignore
  await expectStock(`${name}BackpropInput`, () => run(`${name}BackpropInput`, { dy: fill(shape, 1.1), filter: weights() }, { inputShape: [...x] })); // prettier-ignore
});

test('a dilated depthwise convolution and its gradients are those of a filter with zeros between its weights', async () => {
  const [inputShape, filterShape, dilations] = [[2, 9, 8, 2], [3, 2, 2, 1], [2, 3]] as const; // prettier-ignore
  const [x, filter, dy] = [() => fill([...inputShape], 0.3), () => fill([...filterShape], 0.7), () => fill([2, 5, 5, 2], 1.1)];
  /** [3, 2, 2, 1] -> [5, 4, 2, 1] */
  const spread = () => {
    const wide = tf.buffer([5, 4, 2, 1]);
    const values = filter().arraySync() as number[][][][];
    for (const [i, row] of values.entries())
      for (const [j, pair] of row.entries()) for (const [k, [value]] of pair.entries()) wide.set(value!, 2 * i, 3 * j, k, 0);
    return wide.toTensor();
  };
  const run = (name: string, inputs: object, attrs: object) =>
    tf.engine().runKernel<Tensor>(name, inputs as never, { strides: 1, pad: 'valid', ...attrs } as never);
  const name = 'DepthwiseConv2dNative';
  const received = await on('cpu', () => [
    run(name, { x: x(), filter: filter() }, { dilations }),
    run(`${name}BackpropFilter`, { x: x(), dy: dy() }, { dilations, filterShape }),
    run(`${name}BackpropInput`, { dy: dy(), filter: filter() }, { dilations, inputShape }),
  ]);
  const expected = await on('cpu', () => [
    run(name, { x: x(), filter: spread() }, { dilations: 1 }),
    tf.stridedSlice(run(`${name}BackpropFilter`, { x: x(), dy: dy() }, { dilations: 1, filterShape: [5, 4, 2, 1] }), [0, 0, 0, 0], [5, 4, 2, 1], [2, 3, 1, 1]), // prettier-ignore
    run(`${name}BackpropInput`, { dy: dy(), filter: spread() }, { dilations: 1, inputShape }),
  ]);
  expectClose(received, expected, 1e-6);
});

const pools = [
  [[2, 6, 5, 3], 2, 2, 'valid'],
  [[2, 6, 5, 3], 3, 2, 'same'],
  [[1, 7, 5, 2], [3, 2], [1, 3], 'same'],
  [[1, 7, 5, 2], 3, 2, 1],
  [[2, 4, 4, 1], 1, 2, 'valid'],
  [[2, 4, 4, 1], 1, 1, 'valid'],
  [[0, 4, 4, 1], 2, 2, 'valid'],
] as const;

test.each(pools)(
  'pooling in plain JavaScript is that of TF.js, to the last bit: %j by %j, strides %j, %s',
  async (shape, window, strides, pad) => {
    const image = () => fill<Tensor3D>(shape, 0.3);
    const holes = () => tf.where(tf.greater(image(), 0.3), tf.fill(shape as never, NaN), image()) as Tensor3D;
    for (const x of [image, holes]) {
      await expectStock('MaxPool', () => whole(tf.maxPool(x(), window as 2, strides as 2, pad)));
      await expectStock('AvgPool', () => whole(tf.avgPool(x(), window as 2, strides as 2, pad)));
    }
  },
);

test('batch normalisation in plain JavaScript is that of TF.js, to the last bit', async () => {
  const slots = (shape: number[]) => [fill(shape, 0.2), tf.abs(fill(shape, 0.5)), fill(shape, 0.7), fill(shape, 0.9)] as const;
  for (const [shape, of] of [
    [[6, 4], [4]],
    [[2, 3, 3, 5], [5]],
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [1]],
    [[3], [3]],
  ] as const) {
    // prettier-ignore
    const [x, perChannel] = [() => fill([...shape], 0.3), () => slots([...of])];
    const run = (inputs: object, attrs: object) =>
      whole(tf.engine().runKernel<Tensor>('FusedBatchNorm', { x: x(), ...inputs } as never, attrs as never));
    const named = ([mean, variance, scale, offset]: readonly Tensor[]) => ({
      mean: mean!,
      variance: variance!,
      scale: scale!,
      offset: offset!,
    });
    await expectStock('FusedBatchNorm', () => run(named(perChannel()), { varianceEpsilon: 0.01 }));
    await expectStock('FusedBatchNorm', () => run(named(perChannel()), {}));
    await expectStock('FusedBatchNorm', () => run({ ...named(perChannel()), scale: undefined }, { varianceEpsilon: 0.01 }));
    await expectStock('FusedBatchNorm', () => run({ ...named(perChannel()), offset: undefined }, { varianceEpsilon: 0.01 }));
  }
});
