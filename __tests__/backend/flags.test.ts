import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, on, wasmWays, withStock } from './compare.ts';

compareBackends('wasm');

describe.each(wasmWays)('flags $way', ({ onWasm }) => {
  test('are made of all numbers but 0', async () => {
    const compute = () => [
      tf.cast(tf.tensor1d([6, 2, 0, 4, -1, 256], 'int32'), 'bool'),
      tf.cast(tf.tensor1d([0.5, 256, 0, -0, NaN, Infinity]), 'bool'),
    ];
    expect(await onWasm(compute)).toEqual([
      [1, 1, 0, 1, 1, 1],
      [1, 1, 0, 0, 1, 1],
    ]);
    expect(await onWasm(compute)).toEqual(await on('cpu', compute));
  });

  test.each([
    [[37], [37]],
    [
      [5, 7],
      [5, 7],
    ],
    [[5], [5, 1]],
  ])('and whole numbers are chosen one by one: %j of %j', async (conditionShape, shape) => {
    const make = (modulus: number, dtype: 'bool' | 'int32', of: number[]) =>
      tf.tensor(Array.from({ length: of.reduce((all, size) => all * size, 1) }, (_, i) => Number(i % modulus === 0)), of, dtype); // prettier-ignore
    const compute = () =>
      (['bool', 'int32'] as const).map((dtype) => tf.where(make(2, 'bool', conditionShape), make(3, dtype, shape), make(5, dtype, shape)));
    expect(await onWasm(compute)).toEqual(await on('cpu', compute));
  });

  test('are chosen without a byte written beside them', async () => {
    // Tensors lie one behind the other, as they were made.
    const [condition, yes, no] = [1, 0, 1].map((flag) => tf.tensor1d(new Array<number>(64).fill(flag), 'bool')) as [Flags, Flags, Flags];
    const before = Array.from({ length: 20 }, () => tf.zeros([64], 'bool'));
    const room = before.filter((_, i) => i % 2 === 0);
    tf.dispose(room);
    await onWasm(() => [tf.where(condition, yes, no)]);
    const bystanders = before.filter((_, i) => i % 2 === 1);
    expect(bystanders.flatMap((tensor) => Array.from(tensor.dataSync())).filter((flag) => flag !== 0)).toEqual([]);
    tf.dispose([condition, yes, no, ...bystanders]);
  });
});
type Flags = ReturnType<typeof tf.tensor1d>;

test('TF.js takes the last byte of a number for a flag', async () => {
  const compute = () => [tf.cast(tf.tensor1d([6, 2, 0, 4], 'int32'), 'bool')];
  expect(await withStock('wasm', 'Cast', () => on('wasm', compute))).toEqual([[6, 2, 0, 4]]);
});

test('values are chosen by a flag for each row', async () => {
  const condition = () => tf.tensor1d([1, 0, 1], 'bool');
  const compute = () =>
    (['float32', 'int32', 'bool'] as const).flatMap((dtype) =>
      [[3, 5], [3, 2, 2], [3, 0], [3]].map((shape) =>
        tf.engine().runKernel<Tensor>('Select', { condition: condition(), t: tf.ones(shape, dtype), e: tf.zeros(shape, dtype) }),
      ),
    );
  const rows = (each: number) => [1, 0, 1].flatMap((flag) => Array.from({ length: each }, () => flag));
  const expected = [rows(5), rows(4), [], rows(1)];
  expect(await on('wasm', compute)).toEqual([...expected, ...expected, ...expected]);
});

test.each([4, 40])('flags are set together where both are, whatever their bytes: %j', async (size) => {
  const first = Uint8Array.from({ length: size }, (_, i) => (i % 2 === 1 ? 6 : 0));
  const second = Uint8Array.from({ length: size }, (_, i) => (i % 4 === 1 ? 1 : 0));
  const compute = () => [tf.logicalAnd(tf.tensor1d(first, 'bool'), tf.tensor1d(second, 'bool'))];
  expect(await on('wasm', compute)).toEqual([Array.from(second)]);
});
