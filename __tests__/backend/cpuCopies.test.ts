import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, fill, on, withStock } from './compare.ts';

compareBackends('cpu');

/** Values, shape and type. */
const whole = (made: Tensor): readonly Tensor[] => [made, tf.tensor1d(made.shape), tf.tensor1d([made.dtype])];
const types = ['float32', 'int32', 'bool'] as const;
const some = (shape: readonly number[], dtype: (typeof types)[number]): Tensor =>
  dtype === 'bool' ? tf.greater(fill(shape, 0.3), 0) : tf.cast(tf.mul(fill(shape, 0.3), 9), dtype);

/** Expects what a kernel of TF.js gives, and that it is not what ran. */
async function expectStock(kernelName: string, compute: () => readonly Tensor[]): Promise<void> {
  const ours = tf.getKernel(kernelName, 'cpu').kernelFunc;
  const expected = await withStock('cpu', kernelName, () => {
    expect(tf.getKernel(kernelName, 'cpu').kernelFunc).not.toBe(ours);
    return on('cpu', compute);
  });
  expect(await on('cpu', compute)).toEqual(expected);
}

const shapes = [[5], [3, 4], [1, 4], [2, 3, 4], [2, 3, 4, 5], [2, 0, 3], [2, 1, 3, 1, 2], [2, 1, 2, 3, 1, 2]];
/** All axes but every second. */
const everySecond = (shape: readonly number[]): number[] => shape.flatMap((_, axis) => (axis % 2 === 0 ? [axis] : []));

const copies = {
  Transpose: [(x: Tensor) => tf.transpose(x), (x: Tensor) => tf.transpose(x, [...x.shape.keys()].slice(1).concat(0))],
  Reverse: [(x: Tensor) => tf.reverse(x), (x: Tensor) => tf.reverse(x, everySecond(x.shape)), (x: Tensor) => tf.reverse(x, -1)],
  PadV2: [
    (x: Tensor) => tf.pad(x, x.shape.map((_, axis) => [axis % 3, 2 - (axis % 3)] as [number, number])), // prettier-ignore
    (x: Tensor) => tf.pad(x, x.shape.map((_, axis) => [0, axis] as [number, number]), 1), // prettier-ignore
  ],
  Tile: [(x: Tensor) => tf.tile(x, x.shape.map((_, axis) => 1 + (axis % 3))), (x: Tensor) => tf.tile(x, x.shape.map(() => 2))], // prettier-ignore
} as const;

test.each(Object.keys(copies).flatMap((name) => shapes.map((shape) => [name as keyof typeof copies, shape] as const)))(
  '%s in plain JavaScript is that of TF.js: %j',
  async (name, shape) => {
    for (const dtype of types) await expectStock(name, () => copies[name].flatMap((copy) => whole(copy(some(shape, dtype)))));
  },
);

test('one number of no axes is copied as it is, and texts are left to TF.js', async () => {
  await expectStock('Tile', () => [tf.tile(tf.tensor1d(['a', 'b']), [2])]);
  await expectStock('Transpose', () => whole(tf.engine().runKernel<Tensor>('Transpose', { x: tf.scalar(3) }, { perm: [] })));
  await expectStock('PadV2', () => whole(tf.engine().runKernel<Tensor>('PadV2', { x: tf.scalar(3) }, { paddings: [], constantValue: 1 })));
});

test.each([
  ['Sqrt', tf.sqrt],
  ['Floor', tf.floor],
  ['Ceil', tf.ceil],
] as const)('%s in plain JavaScript is that of TF.js, to the last bit', async (name, f) => {
  const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-40, 1e30, -0.5, 0.5, 2.5, -2.5];
  await expectStock(name, () => [tf.tensor1d(special), fill<Tensor>([2, 3, 7], 0.3), fill<Tensor>([0], 1)].flatMap((x) => whole(f(x))));
});

test('the opposite of flags in plain JavaScript is that of TF.js', async () => {
  await expectStock('LogicalNot', () => whole(tf.logicalNot(some([2, 3, 7], 'bool'))));
});
