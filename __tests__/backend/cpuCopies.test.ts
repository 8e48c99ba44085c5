import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, expectStock, fill, on } from './compare.ts';

compareBackends('cpu');

/** Values, shape and type. */
const whole = (made: Tensor): readonly Tensor[] => [made, tf.tensor1d(made.shape), tf.tensor1d([made.dtype])];
const types = ['float32', 'int32', 'bool'] as const;
const some = (shape: readonly number[], dtype: (typeof types)[number]): Tensor =>
  dtype === 'bool' ? tf.greater(fill(shape, 0.3), 0) : tf.cast(tf.mul(fill(shape, 0.3), 9), dtype);

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
  MirrorPad: (['reflect', 'symmetric'] as const).map(
    (mode) => (x: Tensor) =>
      tf.mirrorPad(x, x.shape.map((size, axis) => [Math.max(0, Math.min(size - 1, axis % 3)), Math.max(0, Math.min(size - 1, 2 - (axis % 3)))] as [number, number]), mode), // prettier-ignore
  ),
  StridedSlice: [
    (x: Tensor) => tf.stridedSlice(x, x.shape.map(() => 0), [...x.shape], x.shape.map((_, axis) => 1 + (axis % 3))), // prettier-ignore
    (x: Tensor) => tf.stridedSlice(x, x.shape.map(() => -1), x.shape.map(() => 0), x.shape.map((_, axis) => -1 - (axis % 2)), 0, 1), // prettier-ignore
    (x: Tensor) => tf.stridedSlice(x, [0, 0, 0], [0, 0, 2], [1, 1, 2], 4, 0, 1, 2), // ..., a new axis, every second of the last
  ],
  Cumsum: [0, -1, 1].flatMap((axis) =>
    [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ].map(
      ([exclusive, reverse]) =>
        (x: Tensor) =>
          tf.cumsum(x, axis < 0 ? x.rank - 1 : axis < x.rank ? axis : 0, exclusive, reverse),
    ),
  ),
  GatherV2: [
    (x: Tensor) => tf.gather(x, tf.tensor2d([[0, 1], [1, 0]], undefined, 'int32'), x.shape.findIndex((size) => size > 1)), // prettier-ignore
    (x: Tensor) => tf.gather(x, tf.zeros([x.shape[0]!, 3], 'int32'), x.rank - 1, Math.min(1, x.rank - 1)),
  ],
  ...Object.fromEntries(
    (['max', 'min', 'prod', 'argMax', 'argMin'] as const).map((name) => [
      name[0]!.toUpperCase() + name.slice(1),
      [0, -1, 1].map((axis) => (x: Tensor) => tf[name](x, axis < x.rank ? axis : 0)),
    ]),
  ),
} as const;

/** Of nothing TF.js gives what is no number, or nothing at all. */
const isOfSome = (name: string, shape: readonly number[]): boolean => !shape.includes(0) || !/^(M|Prod|Arg)/.test(name);

test.each(
  Object.keys(copies).flatMap((name) =>
    shapes.filter((shape) => isOfSome(name, shape)).map((shape) => [name as keyof typeof copies, shape] as const),
  ),
)('%s in plain JavaScript is that of TF.js: %j', async (name, shape) => {
  for (const dtype of types) await expectStock(name, () => copies[name].flatMap((copy) => whole(copy(some(shape, dtype)))));
});

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

test.each(['all', 'any'] as const)('%s of flags in plain JavaScript is that of TF.js', async (name) => {
  const of = (axes: readonly (number | number[])[]) =>
    axes.flatMap((axis) => whole(tf[name](some([2, 3, 4, 2], 'bool'), axis, axis === 1)));
  await expectStock(name === 'all' ? 'All' : 'Any', () => of([0, 1, -1, [2, 0], [1, 2]]));
});

test('the largest of several axes that do not lie side by side, in any order, is that of TF.js, and keeps them where asked to', async () => {
  const x = () => fill<Tensor>([2, 3, 4, 5], 0.3);
  await expectStock('Max', () => [[0, 2], [3, 1], [2, 0, 1]].flatMap((axes) => [...whole(tf.max(x(), axes)), ...whole(tf.max(x(), axes, true))])); // prettier-ignore
});

test('parts are gathered for each of a batch, and a number of none is refused', async () => {
  const numbers = () => tf.tensor2d([[0, 2, 2], [1, 0, 1]], undefined, 'int32'); // prettier-ignore
  await expectStock('GatherV2', () => whole(tf.gather(fill([2, 4, 3, 5], 0.3), numbers(), 2, 1)));
  const x = tf.zeros([2, 3]);
  expect(() => tf.tidy(() => tf.gather(x, tf.tensor1d([3], 'int32'), 1))).toThrow('the index value 3 is not in [0, 2]');
  x.dispose();
});

test('the running sum of one number of no axes is that number', async () => {
  const compute = () => [tf.cumsum(tf.scalar(3)), tf.cumsum(tf.scalar(3), 0, true)];
  for (const backend of ['cpu', 'wasm'] as const) expect(await on(backend, compute)).toEqual([[3], [0]]);
});

test('running sums along an axis that is counted from the end, and single places beside every second, of both of which TF.js makes none', () => {
  tf.tidy(() => {
    const x = tf.tensor2d([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(tf.cumsum(x, -1).arraySync()).toEqual([[1, 3, 6], [4, 9, 15]]); // prettier-ignore
    expect(tf.stridedSlice(x, [1, 0], [2, 3], [1, 2], 0, 0, 0, 0, 1).arraySync()).toEqual([4, 6]);
  });
});

/** Computes the same on both backends. */
async function expectAlike(compute: () => readonly Tensor[]): Promise<void> {
  expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
}

test.each(['Reverse', 'PadV2', 'StridedSlice', 'GatherV2', 'Transpose'] as const)(
  '%s on WebAssembly is that of plain JavaScript, of truths, seven axes and nothing too',
  async (name) => {
    const few = name === 'PadV2' ? [[2, 3, 4], [1, 2, 1, 2, 1, 2, 2]] : shapes; // prettier-ignore
    for (const shape of few.filter((one) => name !== 'GatherV2' || !one.includes(0)))
      for (const dtype of types) await expectAlike(() => copies[name].flatMap((copy) => whole(copy(some(shape, dtype)))));
  },
);

test('parts are gathered for each of a batch on WebAssembly, too', async () => {
  const numbers = () => tf.tensor2d([[0, 2, 2], [1, 0, 1]], undefined, 'int32'); // prettier-ignore
  for (const axis of [1, 2, 3]) await expectAlike(() => whole(tf.gather(fill([2, 4, 3, 5], 0.3), numbers(), axis, 1)));
});

test('functions of whole numbers and truths on WebAssembly are those of plain JavaScript', async () => {
  const unary = [tf.abs, tf.acosh, tf.asinh, tf.atan, tf.neg, tf.relu, tf.reciprocal, tf.log1p, tf.isNaN, tf.isFinite, tf.sinh, tf.square, tf.sign]; // prettier-ignore
  for (const dtype of ['int32', 'bool'] as const) {
    const x = () => tf.cast(tf.tensor1d([1, 0, 3, 2, 1]), dtype);
    await expectAlike(() => unary.flatMap((of) => whole(of(x()))));
  }
  await expectAlike(() => whole(tf.clipByValue(tf.tensor1d([-5, 0, 3, 9], 'int32'), -2, 4)));
});
