import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, expectClose, expectFar, fill, gradients, on, withStock } from './compare.ts';

compareBackends('cpu');

const shapes = [
  [
    [4, 2],
    [2, 4],
  ],
  [
    [1, 5],
    [5, 9],
  ],
  [
    [7, 3],
    [3, 1],
  ],
  [
    [33, 50],
    [50, 21],
  ],
  [
    [2, 3, 5, 4],
    [2, 3, 4, 6],
  ],
  [
    [3, 5, 4],
    [4, 6],
  ],
  [
    [5, 4],
    [3, 4, 6],
  ],
  [
    [1, 5, 4],
    [2, 3, 4, 6],
  ],
  [
    [1, 1, 2, 3],
    [5, 3, 2],
  ],
  [
    [5, 2, 3],
    [1, 1, 3, 2],
  ],
  [
    [1, 2, 3],
    [3, 4],
  ],
  [
    [0, 4],
    [4, 3],
  ],
  [
    [2, 0],
    [0, 3],
  ],
] as const;
const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;
const cases = shapes.flatMap(([a, b]) => transposes.map(([transposeA, transposeB]) => [a, b, transposeA, transposeB] as const));
const turned = (shape: readonly number[], isTurned: boolean): number[] =>
  isTurned ? [...shape.slice(0, -2), ...shape.slice(-2).reverse()] : [...shape];

/** A tensor and its shape. */
const whole = (make: () => Tensor): readonly Tensor[] => {
  const made = make();
  return [made, tf.tensor1d(made.shape)];
};

test.each(cases)('a product in plain JavaScript is that of TF.js: %j by %j, transposed %j and %j', async (a, b, transposeA, transposeB) => {
  const [left, right] = [turned(a, transposeA), turned(b, transposeB)];
  const compute = () => whole(() => tf.matMul(fill(left, 0.3), fill(right, 0.7), transposeA, transposeB));
  expectClose(await on('cpu', compute), await withStock('cpu', 'BatchMatMul', () => on('cpu', compute)), 1e-6);
});

test.each([
  ['nothing', undefined, 'linear'],
  ['a bias', [7], 'linear'],
  ['a bias and relu', [7], 'relu'],
  ['relu', undefined, 'relu'],
  ['a bias and sigmoid', [7], 'sigmoid'],
  ['a bias and relu6', [7], 'relu6'],
  ['a bias and leaky relu', [7], 'leakyrelu'],
  ['a bias and prelu', [7], 'prelu'],
  ['a bias of no axes', [], 'elu'],
  ['one bias for all', [1], 'elu'],
  ['a bias for each value', [5, 7], 'relu'],
] as const)('a fused product in plain JavaScript is that of TF.js: with %s', async (_, biasShape, activation) => {
  const bias = () => (biasShape === undefined ? {} : { bias: fill<Tensor>([...biasShape], 0.9) });
  const compute = () =>
    whole(() =>
      tf.fused.matMul({
        a: fill([5, 6], 0.3),
        b: fill([6, 7], 0.7),
        activation,
        ...bias(),
        ...(activation === 'prelu' && { preluActivationWeights: fill([5, 7], 1.1) }),
        leakyreluAlpha: 0.3,
      }),
    );
  expectClose(await on('cpu', compute), await withStock('cpu', '_FusedMatMul', () => on('cpu', compute)), 1e-6);
});

test('the gradients of a product in plain JavaScript are those of TF.js', async () => {
  const compute = () => gradients((a, b) => tf.matMul(a!, b!), [[2, 9, 5], [2, 5, 6]]); // prettier-ignore
  expectClose(await on('cpu', compute), await withStock('cpu', 'BatchMatMul', () => on('cpu', compute)), 1e-6);
});

test.each([
  [
    [2, 3, 4, 5],
    [3, 2, 5, 4],
  ],
  [
    [2, 3, 4, 5],
    [6, 5, 4],
  ],
] as const)('what stock TF.js refuses is refused: %j by %j', (left, right) => {
  const tensors = [fill<Tensor>([...left], 0.3), fill<Tensor>([...right], 0.7)] as const;
  expect(() => tf.tidy(() => tf.matMul(...tensors))).toThrow();
  tf.dispose([...tensors]);
});

test.each([
  [[3, 2, 1, 1], [3, 1, 1, 1]],
  [[2, 1, 1], [3, 1, 1, 1]],
  [[3, 1, 1, 1], [1, 4, 1, 1]],
] as const)('batches are stretched over each other, which TF.js has wrong: %j by %j', async (a, b) => {
  const product = () => whole(() => tf.matMul(fill([...a], 0.3), fill([...b], 0.7)));
  // Of matrices of one number each.
  const expected = await on('cpu', () => whole(() => tf.mul(fill([...a], 0.3), fill([...b], 0.7))));
  expectClose(await on('cpu', product), expected, 1e-6);
  expectFar(await withStock('cpu', 'BatchMatMul', () => on('cpu', product)), expected);
}); // prettier-ignore

test.each(cases)('a product of whole numbers is that of floats: %j by %j, transposed %j and %j', async (a, b, transposeA, transposeB) => {
  const some = (shape: readonly number[], step: number) => tf.round(tf.mul(fill([...shape], step), 9));
  const [left, right] = [() => some(turned(a, transposeA), 0.3), () => some(turned(b, transposeB), 0.7)];
  const received = await on('cpu', () => {
    const product = tf.matMul(tf.cast(left(), 'int32'), tf.cast(right(), 'int32'), transposeA, transposeB);
    expect(product.dtype).toBe('int32');
    return whole(() => product);
  });
  expect(received).toEqual(await on('cpu', () => whole(() => tf.add(tf.matMul(left(), right(), transposeA, transposeB), 0))));
});

test('whole numbers whose batches are stretched over each other are multiplied, where TF.js takes the wrong ones', async () => {
  const [a, b] = [() => tf.reshape(tf.range(1, 4, 1, 'int32'), [3, 1, 1, 1]), () => tf.reshape(tf.range(1, 5, 1, 'int32'), [1, 4, 1, 1])];
  const expected = await on('cpu', () => [tf.mul(a(), b())]);
  expect(await on('cpu', () => [tf.matMul(a(), b())])).toEqual(expected);
  expect(await withStock('cpu', 'BatchMatMul', () => on('cpu', () => [tf.matMul(a(), b())]))).not.toEqual(expected);
});

test('what does not fit is left to TF.js', () => {
  const [a, b] = [fill<Tensor>([2, 3], 0.3), fill<Tensor>([2, 3], 0.7)];
  expect(() => tf.tidy(() => tf.matMul(a, b))).toThrow('inner shapes (3) and (2)');
  tf.dispose([a, b]);
});
