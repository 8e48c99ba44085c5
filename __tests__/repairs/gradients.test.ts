import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { backends } from '../backends.ts';
import { spread } from '../long/spread.ts';

let tensors = 0;
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  tf.disposeVariables();
  expect(tf.memory().numTensors).toBe(tensors);
});

const { layers } = tfl;
const samples = [
  { name: 'conv1d', make: () => layers.conv1d({ filters: 2, kernelSize: 3, dilationRate: 2 }), shape: [2, 7, 2] },
  { name: 'conv2d', make: () => layers.conv2d({ filters: 2, kernelSize: [2, 3], dilationRate: [3, 2], padding: 'same' }), shape: [1, 5, 6, 2] },
  { name: 'conv2d of channels first', make: () => layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, dataFormat: 'channelsFirst' }), shape: [1, 2, 4, 5] },
  { name: 'conv3d', make: () => layers.conv3d({ filters: 1, kernelSize: 2, dilationRate: [1, 2, 3] }), shape: [1, 3, 4, 5, 2] },
  { name: 'separableConv2d', make: () => layers.separableConv2d({ filters: 2, kernelSize: 2, dilationRate: 2 }), shape: [1, 5, 4, 2] },
  { name: 'centerCrop', make: () => layers.centerCrop({ height: 3, width: 4 }), shape: [1, 6, 5, 2] },
  { name: 'centerCrop that makes larger', make: () => layers.centerCrop({ height: 4, width: 2 }), shape: [1, 3, 2, 2] },
  { name: 'masking', make: () => layers.masking({ maskValue: 2 }), shape: [2, 3, 2] },
  { name: 'an lstm of one time step', make: () => layers.lstm({ units: 3, returnSequences: true }), shape: [2, 1, 4] },
  { name: 'a gru of one time step', make: () => layers.gru({ units: 3 }), shape: [2, 1, 4] },
  { name: 'timeDistributed of one time step', make: () => layers.timeDistributed({ layer: layers.dense({ units: 2 }) }), shape: [2, 1, 4] },
  { name: 'thresholdedReLU', make: () => layers.thresholdedReLU({ theta: 0 }), shape: [3, 5] },
]; // prettier-ignore

describe.each(backends)('on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each(spread(samples, backends.length, backends.indexOf(backend)))(
    '$name gives the same while training as else, and has gradients that are the finite differences',
    ({ make, shape }) => {
      tf.tidy(() => {
        const layer = make();
        const x = tf.randomUniform(shape, -1, 1, 'float32', 3);
        const plain = layer.apply(x) as Tensor;
        const training = layer.apply(x, { training: true }) as Tensor;
        expect(tf.max(tf.abs(tf.sub(plain, training))).dataSync()[0]).toBeLessThan(1e-6);

        const factors = tf.randomUniform(plain.shape, -1, 1, 'float32', 4);
        const sum = (input: Tensor) => tf.sum(tf.mul(layer.apply(input, { training: true }) as Tensor, factors));
        const gradient = tf.grad(sum)(x).dataSync();
        const values = x.dataSync();
        gradient.forEach((slope, at) => {
          const moved = (by: number) => sum(tf.tensor(values.map((value, i) => (i === at ? value + by : value)), shape)).dataSync()[0]!; // prettier-ignore
          expect((moved(0.01) - moved(-0.01)) / 0.02).toBeCloseTo(slope, 2);
        });
        const weights = layer.trainableWeights.map((weight) => weight.read());
        if (weights.length === 0) return;
        const { grads } = tf.variableGrads(() => sum(x) as never, weights as never);
        expect(Object.values(grads).map((each) => each.shape)).toEqual(weights.map((weight) => weight.shape));
      });
    },
  );

  test('a tensor that is taken apart into one part has the gradient of the whole', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[1, -2, 3]]);
      const whole = tf
        .grad((each: Tensor) => tf.sum(tf.mul(tf.square(each), 2)))(x)
        .arraySync();
      for (const axis of [0, 1]) {
        const split = (each: Tensor) => tf.sum(tf.mul(tf.square(tf.split(each, 1, axis)[0]!), 2));
        expect(tf.grad(split)(x).arraySync()).toEqual(whole);
      }
      const unstacked = (each: Tensor) => tf.sum(tf.mul(tf.square(tf.unstack(each, 0)[0]!), 2));
      expect(tf.grad(unstacked)(x).arraySync()).toEqual(whole);
    });
  });

  test.each([
    [
      [32, 1],
      [1, 128],
    ],
    [
      [3, 2],
      [2, 3],
    ],
    [[4], [3]],
    [
      [2, 1, 3],
      [2, 2, 1],
    ],
    [
      [2, 3, 1, 2],
      [3, 1, 4, 2],
    ],
    [
      [1, 2, 1, 2, 3],
      [2, 1, 2, 3, 1],
    ],
    [
      [2, 3],
      [1, 1],
    ],
    [
      [2, 0, 3],
      [2, 3, 1],
    ],
  ])('the gradient of a tensor %j repeated %j times is what arrives at each of them, added up', (shape, reps) => {
    tf.tidy(() => {
      const x = tf.randomUniform(shape, -1, 1, 'float32', 3);
      const places = tf.reshape(tf.range(0, x.size), shape);
      const y = tf.tile(x, reps);
      const factors = tf.randomUniform(y.shape, -1, 1, 'float32', 4);
      const expected = new Float64Array(x.size);
      const values = factors.dataSync();
      tf.tile(places, reps).dataSync().forEach((place, i) => (expected[place]! += values[i]!)); // prettier-ignore
      const gradient = tf.grad((input: Tensor) => tf.sum(tf.mul(tf.tile(input, reps), factors)))(x);
      expect(gradient.shape).toEqual(shape);
      gradient.dataSync().forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 5);
      });
    });
  });

  test.each(['resizeBilinear', 'resizeNearestNeighbor'] as const)('%s by centers has the gradient that its answers have', (name) => {
    tf.tidy(() => {
      const resize = (x: Tensor) => tf.image[name](x as Tensor4D, [5, 2], false, true);
      const x = tf.randomUniform([2, 3, 4, 2], -1, 1, 'float32', 3);
      const factors = tf.randomUniform([2, 5, 2, 2], -1, 1, 'float32', 4);
      const sum = (input: Tensor) => tf.sum(tf.mul(resize(input), factors));
      const gradient = tf.grad(sum)(x);
      // It is linear, so that each slope is what comes of a 1 alone.
      const ones = tf.reshape(tf.oneHot(tf.range(0, x.size, 1, 'int32'), x.size), [x.size, ...x.shape]);
      const slopes = tf.unstack(ones).map((one) => sum(one).dataSync()[0]!);
      gradient.dataSync().forEach((value, i) => {
        expect(value).toBeCloseTo(slopes[i]!, 5);
      });
    });
  });
});

test('a repetition is gone back by one sum an axis', async () => {
  await useBackend('cpu');
  const x = tf.ones([32, 1]);
  const gradient = tf.grad((input: Tensor) => tf.sum(tf.tile(input, [1, 128])));
  const { kernels } = await tf.profile(() => gradient(x).dispose() as never);
  const counts = (name: string) => kernels.filter((kernel) => kernel.name === name).length;
  expect([counts('Sum'), counts('Slice'), counts('Add')]).toEqual([2, 0, 0]);
  x.dispose();
});
