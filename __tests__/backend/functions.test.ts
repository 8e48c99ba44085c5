import { describe, expect, test } from '@jest/globals';
import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, on } from './compare.ts';

compareBackends('wasm');

/** Ends, turns and what is no number. */
const special = [
  ...[NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, 2, -2, 6, -6, 7, 1e-40, 1e-30, -1e-30, 1e-5, -1e-5, 1e-3, -1e-3],
  ...[13.9, 14, -13.9, -14, 30, -30, 87, 88, 88.8, 89, -87, -88, -103, -104, 100, -100, 0.6249, 0.6251, -0.63, 9, -9, 1e30, -1e30, 4e18, 2 ** 31],
]; // prettier-ignore
const samples = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 11.3);
const floats = Float32Array.from([...special, ...samples, ...samples.map((x) => x * 1e-3)]);

const run = (kernelName: string, inputs: Readonly<Record<string, Tensor>>, attrs: object = {}): Tensor =>
  tf.engine().runKernel(kernelName, { ...inputs }, attrs as NamedAttrMap);

/** What is not the same to a millionth of it, in words; below the smallest normal number all is 0. */
const unlike = (x: ArrayLike<number>, received: readonly number[], expected: readonly number[], absolute = 1.2e-38): readonly string[] =>
  expected.flatMap((right, i) => {
    const y = received[i]!;
    const isAlike = Object.is(y, right) || Math.abs(y - right) <= 1e-6 * Math.abs(right) + absolute;
    return isAlike ? [] : [`f(${x[i]}) = ${y}, not ${right}`];
  });

describe('a function of each number', () => {
  test.each<[string, object?]>([
    ['Abs'],
    ['Ceil'],
    ['ClipByValue', { clipValueMin: -0.4, clipValueMax: 3.3 }],
    ['ClipByValue', { clipValueMin: -Infinity, clipValueMax: 0 }],
    ['Elu'],
    ['Exp'],
    ['Expm1'],
    ['Floor'],
    ['IsFinite'],
    ['IsInf'],
    ['IsNan'],
    ['LeakyRelu', { alpha: 0.2 }],
    ['Log'],
    ['Log1p'],
    ['Neg'],
    ['Reciprocal'],
    ['Relu'],
    ['Relu6'],
    ['Round'],
    ['Rsqrt'],
    ['Selu'],
    ['Sigmoid'],
    ['Sign'],
    ['Softplus'],
    ['Sqrt'],
    ['Square'],
    ['Step', { alpha: 0 }],
    ['Step', { alpha: 0.3 }],
    ['Tanh'],
  ])('is that of the cpu backend to a millionth: %s %j', async (kernelName, attrs = {}) => {
    for (const size of [floats.length, 7, 4, 1, 0]) {
      const x = floats.subarray(0, size);
      const compute = () => [run(kernelName, { x: tf.tensor1d(x) }, attrs)];
      const [[received], [expected]] = [await on('wasm', compute), await on('cpu', compute)];
      // TF.js takes 1 from e^x for ELU, and so loses what is much smaller than 1.
      expect(unlike(x, received!, expected!, ['Elu', 'Selu'].includes(kernelName) ? 1e-16 : undefined)).toEqual([]);
    }
  });

  test('is that of the error function, which TF.js itself has to a millionth of 1', async () => {
    const compute = () => [tf.erf(tf.tensor1d(floats)), tf.erf(tf.tensor1d([0.5, 1, 1e-3, -2]))];
    const [[received, few], [expected]] = [await on('wasm', compute), await on('cpu', compute)];
    expect(unlike(floats, received!, expected!, 1e-6)).toEqual([]);
    // Abramowitz and Stegun, table 7.1; beside 0 it is 2/√π · x.
    expect(unlike([0.5, 1, 1e-3, -2], few!, [0.5204998778, 0.8427007929, 0.0011283787906, -0.995322265])).toEqual([]);
  });
});

describe('values as another type', () => {
  const large = [2 ** 31, -(2 ** 31), 2 ** 32 + 512, -5e9, 3e18, 1e19, 1e30, -1e30, NaN, Infinity, -Infinity, 2147483520];
  const fractions = [0, -0, 0.5, -0.5, 0.99, 1.5, -1.5, 2.5, -2.999, 300, -7];
  const whole = [0, 1, -1, 255, 256, 2 ** 24 + 1, 2 ** 31 - 1, -(2 ** 31)];
  test.each(['float32', 'int32', 'bool'] as const)('are those of the cpu backend: %s', async (dtype) => {
    for (const size of [1, 3, 4, 37]) {
      const some = (values: readonly number[]) => Array.from({ length: size }, (_, i) => values[i % values.length]!);
      const compute = () =>
        [
          tf.tensor1d(some([...fractions, ...large])),
          tf.tensor1d(some([...large, ...fractions])),
          tf.tensor1d(some(whole), 'int32'),
          tf.tensor1d(some([1, 0, 0]), 'bool'),
        ].map((x) => tf.cast(x, dtype));
      const expected = await on('cpu', compute);
      // Plain JavaScript leaves whole numbers as they are where they become floats.
      const round = dtype === 'float32' ? Math.fround : (x: number) => x;
      expect(await on('wasm', compute)).toEqual(expected.map((values) => values.map(round)));
    }
  });

  test('are of one value', async () => {
    const compute = () => [
      ...[3, -0, 0.1, NaN, -Infinity].map((value) => tf.fill([3, 7], value)),
      tf.fill([5], 123456789, 'int32'),
      tf.fill([5], -3, 'int32'),
      tf.fill([19], 1, 'bool'),
      tf.fill([2, 0], 1),
      tf.fill([], 2.5),
      ...[tf.tensor2d([[1, 2, 3]]), tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([1, 0, 1, 1, 1, 0, 1], 'bool')].flatMap((x) => [
        tf.zerosLike(x),
        tf.onesLike(x),
      ]),
    ];
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });
});

test.each([0, 1, 15, 16, 37])('what is not so is so of %j flags', async (size) => {
  const flags = () => tf.tensor1d(Array.from({ length: size }, (_, i) => Number(i % 3 === 0)), 'bool'); // prettier-ignore
  const compute = () => [tf.logicalNot(flags())];
  expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
});

describe('a power', () => {
  const bases = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -0.5, 2, -2, 0.999999, 1.000001, 1e-40, 1e-30, 3.7, 1e30, -8];
  const exponents = [
    NaN,
    Infinity,
    -Infinity,
    0,
    -0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    0.5,
    -0.5,
    1 / 3,
    2.5,
    7,
    -7,
    100,
    101,
    -100,
    1e9,
    1e-9,
    2 ** 31,
  ];

  test('is that of the cpu backend to a millionth', async () => {
    const samples = Array.from({ length: 300 }, (_, i) => [0.013 * i, ((i * 37) % 101) / 7 - 7] as const);
    const pairs = [...bases.flatMap((base) => exponents.map((exponent) => [base, exponent] as const)), ...samples];
    const [a, b] = [pairs.map(([base]) => base), pairs.map(([, exponent]) => exponent)];
    const compute = () => [tf.pow(tf.tensor1d(a), tf.tensor1d(b))];
    const [[received], [expected]] = [await on('wasm', compute), await on('cpu', compute)];
    expect(unlike(pairs.map(String) as never, received!, expected!)).toEqual([]);
  });
});

describe('tensors that are added up', () => {
  test.each([1, 2, 3, 5])('give those of the cpu backend: %j', async (count) => {
    const compute = () =>
      (['float32', 'int32'] as const).flatMap((dtype) =>
        [[3, 5], [2, 0], []].map((shape) =>
          tf.addN(Array.from({ length: count }, (_, i) => tf.fill(shape, i * 3 + 1, dtype))),
        ),
      ); // prettier-ignore
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });
});
