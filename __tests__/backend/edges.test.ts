import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, fill, expectClose, on, wasmWays, withStock, withoutModule } from './compare.ts';

compareBackends('wasm');

/** A tensor and its shape. */
const whole = (made: readonly Tensor[]): readonly Tensor[] => made.flatMap((tensor) => [tensor, tf.tensor1d(tensor.shape)]);

const empty = [
  [[0], [0]],
  [[3, 0], [1]],
  [[0, 3], [0]],
  [[0, 3], [1]],
  [
    [2, 0, 3],
    [0, 2],
  ],
  [[2, 0, 3], [1]],
] as const;
const ways = [
  ...wasmWays.map(({ way, onWasm }) => [`on WebAssembly ${way}`, onWasm] as const),
  ['in plain JavaScript', (compute: () => readonly Tensor[]) => on('cpu', compute)] as const,
];
// Stock TF.js gives 0 for some of them, TensorFlow these.
test.each(ways.flatMap(([way, run]) => empty.map(([shape, axes]) => [shape, axes, way, run] as const)))(
  'a reduction of nothing is what it is in TensorFlow: %j over %j %s',
  async (shape, axes, _, run) => {
    for (const keepDims of [false, true]) {
      const axis = [...axes];
      const compute = () => {
        const [x, flags] = [tf.zeros([...shape]), tf.zeros([...shape], 'bool')];
        const numbers = [tf.sum, tf.mean, tf.max, tf.min, tf.prod].map((reduce) => reduce(x, axis, keepDims));
        return whole([...numbers, tf.all(flags, axis, keepDims), tf.any(flags, axis, keepDims)]);
      };
      const kept = shape.flatMap((size, i) => (!(axes as readonly number[]).includes(i) ? [size] : keepDims ? [1] : []));
      const size = kept.reduce((all, length) => all * length, 1);
      const expected = [0, NaN, -Infinity, Infinity, 1, 1, 0].flatMap((value) => [new Array<number>(size).fill(value), kept]);
      expect(await run(compute)).toEqual(expected);
    }
  },
);

test.each(ways)(
  'of no whole number the largest is the smallest there is, and the other way round, as in TensorFlow: %s',
  async (_, run) => {
    const none = () => tf.zeros([0, 1], 'int32');
    expect(await run(() => [tf.max(none(), 0), tf.min(none(), 0)])).toEqual([[-(2 ** 31)], [2 ** 31 - 1]]);
  },
);

describe.each(wasmWays)('$way', ({ onWasm }) => {
  test('a product of depth 0 is zero, and its bias is added', async () => {
    const compute = () => [
      ...whole([tf.matMul(tf.zeros([2, 3, 0]), tf.zeros([2, 0, 2])), tf.matMul(tf.zeros([0, 3]), tf.zeros([2, 0]), true, true)]),
      tf.fused.matMul({ a: tf.zeros([1, 0]), b: tf.zeros([0, 2]), bias: tf.tensor1d([1, 2]) }),
    ];
    expect(await onWasm(compute)).toEqual([new Array(12).fill(0), [2, 3, 2], new Array(6).fill(0), [3, 2], [1, 2]]);
    const type = () => [tf.tensor1d([tf.matMul(tf.zeros([3, 0], 'int32'), tf.zeros([0, 5], 'int32')).dtype])];
    expect(await onWasm(type)).toEqual([['int32']]);
  });

  test.each([[[1]], [[]], [[1, 2]], [[2, 2]], [[2]]])('a bias of %j is stretched over a product', async (shape) => {
    const compute = () => [
      tf.fused.matMul({ a: fill([2, 3], 0.3), b: fill([3, 2], 0.7), bias: fill([...shape], 1.1), activation: 'relu' }),
    ];
    expectClose(await onWasm(compute), await on('cpu', compute), 1e-6);
  });

  test.each([
    [[5], [5]],
    [[3, 5], [5]],
    [
      [3, 2, 5],
      [2, 1],
    ],
    [
      [3, 1, 5],
      [2, 5],
    ],
    [
      [2, 1, 5, 1],
      [3, 1, 2],
    ],
    [[], [5]],
  ])('the larger and the smaller of a number and none are none: %j and %j', async (a, b) => {
    const withNone = (shape: number[], step: number) => {
      const x = fill(shape, step);
      return tf.where(tf.greater(x, 0.5), tf.fill(x.shape, NaN), x);
    };
    const compute = () => [tf.maximum(withNone(a, 1.1), withNone(b, 0.7)), tf.minimum(withNone(a, 1.1), withNone(b, 0.7))];
    const received = await onWasm(compute);
    expect(received).toEqual(await on('cpu', compute));
    expect(received.flat()).toContainEqual(NaN);
  });
});

test.each(['Maximum', 'Minimum'] as const)('TF.js loses what is no number: %s', async (kernelName) => {
  const f = kernelName === 'Maximum' ? tf.maximum : tf.minimum;
  const compute = () => [f(tf.tensor1d([NaN, 1]), tf.tensor1d([1, NaN]))];
  expect(await withStock('wasm', kernelName, () => on('wasm', compute))).not.toEqual([[NaN, NaN]]);
  expect(await withoutModule(() => on('wasm', compute))).toEqual([[NaN, NaN]]);
});
