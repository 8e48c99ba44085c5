import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { unaryLoops } from '../../src/backend/kernels/unaryLoops.ts';
import { compareBackends, expectStock, numbers } from './compare.ts';

compareBackends('cpu');

const special = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  -0.5,
  1e-40,
  1e-7,
  1e30,
  -1e30,
  13.9,
  14.1,
  -13.9,
  -14.1,
  6,
  7,
  100,
];
const names = [...Object.keys(unaryLoops), 'IsFinite', 'IsInf', 'IsNan', 'LogicalNot'];
const attributes: Readonly<Record<string, object>> = {
  ClipByValue: { clipValueMin: -0.4, clipValueMax: 0.7 },
  LeakyRelu: { alpha: 0.3 },
  Step: { alpha: 0.25 },
};

const whole = (made: Tensor): readonly Tensor[] => [made, tf.tensor1d(made.shape), tf.tensor1d([made.dtype])];

test.each(names)('a function of one number in plain JavaScript is that of TF.js, to the last bit: %s', async (name) => {
  const run = (x: Tensor) => whole(tf.engine().runKernel<Tensor>(name, { x }, attributes[name] as never));
  await expectStock(name, () => run(tf.tensor2d(numbers(60, 0.37).map((x) => 3 * x), [5, 12]))); // prettier-ignore
  await expectStock(name, () => run(tf.tensor1d(special)));
  await expectStock(name, () => run(tf.zeros([3, 0])));
  await expectStock(name, () => run(tf.scalar(0.3)));
  await expectStock(name, () => run(tf.tensor1d([-3, 0, 1, 2, 2 ** 31 - 1], 'int32')));
  await expectStock(name, () => run(tf.tensor1d([true, false], 'bool')));
});

test.each(['float32', 'int32', 'bool'] as const)('numbers in plain JavaScript become %s as in TF.js', async (dtype) => {
  const cast = (x: Tensor) => whole(tf.cast(x, dtype));
  await expectStock('Cast', () => cast(tf.tensor1d([...special, 2 ** 31, -(2 ** 33)])));
  await expectStock('Cast', () => cast(tf.tensor1d([-3, 0, 1, 2 ** 24], 'int32')));
  await expectStock('Cast', () => cast(tf.tensor1d([true, false], 'bool')));
});

// TF.js goes on with the whole numbers, of which some are no float.
test('floats made of whole numbers are floats', () => {
  const made = tf.tidy(() => tf.cast(tf.tensor1d([1, 2 ** 24 + 1], 'int32'), 'float32'));
  expect([...made.dataSync()]).toEqual([1, 2 ** 24]);
  const { data } = tf.engine().backend as unknown as { readonly data: { get(dataId: object): { readonly values: object } } };
  expect(data.get(made.dataId).values).toBeInstanceOf(Float32Array);
  made.dispose();
});
