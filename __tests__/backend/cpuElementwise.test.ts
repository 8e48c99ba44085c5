import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, expectStock, fill, on } from './compare.ts';

compareBackends('cpu');

/** Values, shape and type. */
const whole = (made: Tensor): readonly Tensor[] => [made, tf.tensor1d(made.shape), tf.tensor1d([made.dtype])];
const run = (kernelName: string, inputs: object, attrs: object = {}): readonly Tensor[] =>
  whole(tf.engine().runKernel<Tensor>(kernelName, inputs as never, attrs as never));
const types = ['float32', 'int32', 'bool'] as const;
const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-40, 1e30, -0.5];

test.each([[1], [2], [5]])('%j tensors are added up as by TF.js, to the last bit', async (count) => {
  await expectStock('AddN', () =>
    run(
      'AddN',
      Array.from({ length: count }, (_, i) => fill([3, 5], 0.3 + i)),
    ),
  );
  await expectStock('AddN', () =>
    run(
      'AddN',
      Array.from({ length: count }, () => tf.tensor1d(special)),
    ),
  );
  await expectStock('AddN', () =>
    run(
      'AddN',
      Array.from({ length: count }, () => tf.tensor1d([1, -2, 3], 'int32')),
    ),
  );
});

test('the gradient of elu is that of TF.js, to the last bit', async () => {
  await expectStock('EluGrad', () => run('EluGrad', { dy: fill([3, 5], 0.7), y: fill([3, 5], 0.3) }));
  const cross = () => tf.meshgrid(tf.tensor1d(special), tf.tensor1d(special)) as [Tensor, Tensor];
  await expectStock('EluGrad', () => run('EluGrad', { dy: cross()[0], y: cross()[1] }));
});

test.each(types)('a tensor of one number is that of TF.js: %s', async (dtype) => {
  const x = () => tf.cast(fill([2, 3], 0.3), dtype);
  await expectStock('Fill', () => run('Fill', {}, { shape: [2, 3], value: 1.5, dtype }));
  await expectStock('Fill', () => run('Fill', {}, { shape: [0], value: 1, dtype }));
  await expectStock('ZerosLike', () => run('ZerosLike', { x: x() }));
  await expectStock('OnesLike', () => run('OnesLike', { x: x() }));
});

test('a tensor of one number without a type is of floats, and one of texts is left to TF.js', async () => {
  await expectStock('Fill', () => run('Fill', {}, { shape: [2], value: 7 }));
  await expectStock('Fill', () => run('Fill', {}, { shape: [2], value: 'a', dtype: 'string' }));
});

test.each(types)('of two tensors of %s that is taken which TF.js takes', async (dtype) => {
  const some = (step: number) => tf.cast(tf.mul(fill([4, 3], step), 9), dtype);
  const flags = () => tf.greater(fill([4, 3], 1.1), 0);
  await expectStock('Select', () => run('Select', { condition: flags(), t: some(0.3), e: some(0.7) }));
  await expectStock('Select', () => run('Select', { condition: tf.scalar(true), t: tf.scalar(1), e: tf.scalar(2) }));
  await expectStock('Select', () => run('Select', { condition: flags(), t: some(0.3), e: tf.cast(some(0.7), 'int32') }));
  await expectStock('Select', () =>
    run('Select', { condition: tf.tensor1d([true, false, true, true], 'bool'), t: some(0.3), e: some(0.7) }),
  );
});

test.each(types)('rows that are on at a place are those of TF.js: %s', async (dtype) => {
  const indices = () => tf.tensor2d([0, 3, -1, 4, 2, 9], [2, 3], 'int32');
  await expectStock('OneHot', () => run('OneHot', { indices: indices() }, { depth: 4, onValue: 1, offValue: 0, dtype }));
});

test('rows of floats that are on and off by other numbers are those of TF.js', async () => {
  const attrs = { depth: 3, onValue: 0.9, offValue: 0.05, dtype: 'float32' };
  await expectStock('OneHot', () => run('OneHot', { indices: tf.tensor1d([2, 0], 'int32') }, attrs));
});

test.each(['All', 'Any', 'Max', 'Min', 'Prod'])('a reduction of several axes is that of TF.js, to the last bit: %s', async (name) => {
  const x = () => (name.startsWith('A') ? tf.greater(fill([2, 3, 4, 5], 0.3), -0.9) : fill([2, 3, 4, 5], 0.3));
  for (const axis of [[0], [3], [0, 1], [1, 2], [0, 2], [3, 1], [0, 1, 2, 3], [-1, 0]]) {
    for (const keepDims of [false, true]) await expectStock(name, () => run(name, { x: x() }, { axis, reductionIndices: axis, keepDims }));
  }
  if (name.startsWith('A')) return;
  const rows = [NaN, 1, 2, 3, NaN, 2, -0, 0, -Infinity, Infinity, 0, 1];
  for (const axis of [0, 1]) {
    await expectStock(name, () => run(name, { x: tf.tensor2d(rows, [4, 3]) }, { axis, reductionIndices: axis, keepDims: false }));
    await expectStock(name, () => run(name, { x: tf.tensor2d([1, -2, 3, 4], [2, 2], 'int32') }, { axis, reductionIndices: axis }));
  }
});

test('a place among numbers of which some are none is that of TF.js', async () => {
  const rows = () => tf.tensor2d([NaN, 1, 2, 3, NaN, 4, 5, 5, 5, -Infinity, NaN, 0], [4, 3]);
  for (const name of ['ArgMax', 'ArgMin']) for (const axis of [0, 1]) await expectStock(name, () => run(name, { x: rows() }, { axis }));
});

test('truths are multiplied to a whole number', async () => {
  expect((await on('cpu', () => [tf.prod(tf.tensor1d([true, true], 'bool'))]))[0]).toEqual([1]);
  await expectStock('Prod', () => run('Prod', { x: tf.tensor1d([true, false], 'bool') }, { axis: [0] }));
});

test.each(types)('tensors side by side are those of TF.js: %s', async (dtype) => {
  const some = (shape: readonly number[], step = 0.3) => tf.cast(tf.mul(fill(shape, step), 9), dtype);
  const concat = (shapes: readonly (readonly number[])[], axis: number) => () =>
    run('Concat', shapes.map((shape, i) => some(shape, 0.3 + i)), { axis }); // prettier-ignore
  await expectStock('Concat', concat([[2, 3], [1, 3]], 0)); // prettier-ignore
  await expectStock('Concat', concat([[2, 3], [2, 1], [2, 60]], 1)); // prettier-ignore
  await expectStock('Concat', concat([[2, 3, 4], [2, 0, 4], [2, 5, 4]], -2)); // prettier-ignore
  await expectStock('Concat', concat([[2, 3], [2, 0]], 1)); // prettier-ignore
  await expectStock('Concat', concat([[2, 0], [2, 0]], 1)); // prettier-ignore
  await expectStock('Concat', concat([[4]], 0));
  for (const axis of [0, 1, 2, -1])
    await expectStock('Pack', () => run('Pack', [some([2, 3]), some([2, 3], 0.7), some([2, 3], 1.1)], { axis }));
  await expectStock('Pack', () => run('Pack', [some([]), some([], 0.7)], { axis: 0 }));
  await expectStock('Pack', () => run('Pack', [some([3])], { axis: 1 }));
});

test('tensors that do not fit side by side are refused as by TF.js', () => {
  const tensors = [tf.zeros([2, 3]), tf.zeros([2, 4])];
  expect(() => tf.engine().runKernel('Concat', tensors as never, { axis: 0 })).toThrowErrorMatchingInlineSnapshot(
    `"Error in concat2D: Shape of tensors[1] (2,4) does not match the shape of the rest (2,3) along the non-concatenated axis 1."`,
  );
  tf.dispose(tensors);
});

test('rows are added up by their ids as by TF.js, to the last bit', async () => {
  for (const shape of [[6], [6, 3], [6, 2, 2]]) {
    const inputs = () => ({ x: fill(shape, 0.3), segmentIds: tf.tensor1d([2, 0, 2, 3, -1, 2], 'int32') });
    await expectStock('UnsortedSegmentSum', () => run('UnsortedSegmentSum', inputs(), { numSegments: 4 }));
  }
});

test('a number that is none of an axis is refused as by TF.js, and leaves nothing behind', () => {
  const before = tf.engine().backend.numDataIds();
  const gather = () => tf.tidy(() => tf.gather(tf.zeros([3, 2]), tf.tensor1d([0, 3], 'int32')));
  expect(gather).toThrowErrorMatchingInlineSnapshot(`"GatherV2: the index value 3 is not in [0, 2]"`);
  expect(tf.engine().backend.numDataIds()).toBe(before);
});
