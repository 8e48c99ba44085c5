import { expect, test } from '@jest/globals';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { compareBackends, expectClose, fill, on } from './compare.ts';
import { withPlans } from './planned.ts';

compareBackends('wasm');

/** By the kernels, and as a program runs them. */
const ways = (...names: readonly string[]) => [on, (backend: 'wasm', compute: () => readonly Tensor[]) => withPlans(names, () => on(backend, compute))]; // prettier-ignore
/** Values and shapes. */
const whole = (made: readonly Tensor[]): readonly Tensor[] => made.flatMap((tensor) => [tensor, tf.tensor1d(tensor.shape)]);
const typesOf = (made: readonly Tensor[]): readonly Tensor[] => made.map(({ dtype }) => tf.tensor1d([dtype]));

const types = ['float32', 'int32'] as const;
const some = (shape: readonly number[], dtype: (typeof types)[number] | 'bool'): Tensor =>
  dtype === 'bool' ? tf.greater(fill(shape, 0.3), 0) : tf.cast(tf.mul(fill(shape, 0.3), dtype === 'int32' ? 5 : 1), dtype);

const shapes = [[], [7], [1], [5, 9], [9, 5], [3, 1, 4], [2, 3, 4], [4, 5, 6], [2, 3, 4, 5], [2, 1, 3, 1, 2], [2, 2, 3, 2, 2, 3]];
/** All sets of few axes, some of many. */
const setsOf = (rank: number): readonly number[][] =>
  Array.from({ length: 2 ** rank }, (_, set) => Array.from({ length: rank }, (_, axis) => axis).filter((axis) => (set >> axis) & 1)).filter((_, set) => rank < 5 || set % 3 === 1); // prettier-ignore

const reductions = { Sum: tf.sum, Mean: tf.mean, Max: tf.max, Min: tf.min, Prod: tf.prod } as const;

test.each(Object.keys(reductions).flatMap((name) => shapes.map((shape) => [name as keyof typeof reductions, shape] as const)))(
  '%s over any axes on WebAssembly is that of plain JavaScript, planned as well: %j',
  async (name, shape) => {
    for (const dtype of name === 'Mean' ? (['float32'] as const) : types) {
      const reduced = () => setsOf(shape.length).flatMap((axes) => [reductions[name](some(shape, dtype), axes), reductions[name](some(shape, dtype), axes, true)]); // prettier-ignore
      const [values, given] = [await on('cpu', () => whole(reduced())), await on('cpu', () => typesOf(reduced()))];
      for (const way of ways(name)) {
        if (/^M(ax|in)/.test(name) || dtype === 'int32') expect(await way('wasm', () => whole(reduced()))).toEqual(values);
        else expectClose(await way('wasm', () => whole(reduced())), values, 1e-6);
        expect(await way('wasm', () => typesOf(reduced()))).toEqual(given);
      }
    }
  },
);

test.each(shapes)('whether all or any flags are set on WebAssembly is as in plain JavaScript, planned as well: %j', async (...shape) => {
  const compute = () => {
    const sets = setsOf(shape.length);
    const few = some(shape, 'bool');
    const flags = [few, tf.logicalNot(few), tf.onesLike(few), tf.zerosLike(few)];
    return whole(flags.flatMap((x) => sets.flatMap((axes) => [tf.all(x, axes), tf.any(x, axes), tf.any(x, axes, true)])));
  };
  const expected = await on('cpu', compute);
  for (const way of ways('All', 'Any')) expect(await way('wasm', compute)).toEqual(expected);
});

test.each(shapes.filter(({ length }) => length > 0))(
  'the place of the largest or smallest is that of plain JavaScript: %j',
  async (...shape) => {
    const compute = () =>
      whole(
        types.flatMap((dtype) => shape.flatMap((_, axis) => [tf.argMax(some(shape, dtype), axis), tf.argMin(some(shape, dtype), axis)])),
      );
    const expected = await on('cpu', compute);
    for (const way of ways('ArgMax', 'ArgMin')) expect(await way('wasm', compute)).toEqual(expected);
  },
);

test('what is no number is the largest and smallest, wherever it stands, and is not taken for a place', async () => {
  const compute = () =>
    [0, 3, 5, 8].flatMap((at) => {
      const list = Array.from({ length: 9 }, (_, i) => (i === at ? NaN : Math.sin(i + 1)));
      const x = tf.tensor2d([...list, ...list.map((value) => -value)], [2, 9]);
      return [0, 1].flatMap((axis) => [tf.max(x, axis), tf.min(x, axis), tf.prod(x, axis), tf.argMax(x, axis), tf.argMin(x, axis)]);
    });
  const expected = await on('cpu', compute);
  const received = await on('wasm', compute);
  const isProduct = (i: number) => i % 5 === 2;
  expect(received.filter((_, i) => !isProduct(i))).toEqual(expected.filter((_, i) => !isProduct(i)));
  expect(received.filter((_, i) => isProduct(i)).map((list) => list.map(Number.isNaN))).toEqual(expected.filter((_, i) => isProduct(i)).map((list) => list.map(Number.isNaN))); // prettier-ignore
});

test('infinities are reduced as in plain JavaScript', async () => {
  const compute = () => {
    const x = tf.tensor2d([Infinity, 1, -Infinity, 2, 0, 3, 1e38, 1e38, 1e38, -1e38], [2, 5]);
    return [0, 1].flatMap((axis) => [tf.max(x, axis), tf.min(x, axis), tf.argMax(x, axis)]);
  };
  expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
});

test.each([[[10]], [[32, 10]], [[3, 1]], [[5, 7]], [[2, 3, 130]], [[0, 4]]] as const)('shares of one are those of plain JavaScript: %j', async (shape) => {
  const compute = () => whole([tf.softmax(tf.mul(fill([...shape], 0.3), 9)), tf.softmax(tf.mul(fill([...shape], 0.7), 200))]);
  const expected = await on('cpu', compute);
  for (const way of ways('Softmax')) expectClose(await way('wasm', compute), expected, 1e-6);
}); // prettier-ignore

test('shares of what is no number, or infinite, are as in plain JavaScript', async () => {
  const rows = [[1, NaN, 2, 3, 4], [Infinity, 1, 2, 3, 4], [-Infinity, 1, 2, 3, -Infinity], Array(5).fill(-Infinity)]; // prettier-ignore
  const compute = () => [tf.softmax(tf.tensor2d(rows as number[][]))];
  const [[...received], [...expected]] = [(await on('wasm', compute)).flat(), (await on('cpu', compute)).flat()];
  expect(received.map((value) => Math.fround(value).toFixed(6))).toEqual(expected.map((value) => Math.fround(value).toFixed(6)));
});

test.each([[[7]], [[3, 4]], [[0]], [[]]] as const)('a row for each index is that of plain JavaScript: %j', async (shape) => {
  const compute = () => {
    const indices = tf.cast(tf.mul(fill([...shape], 0.3), 7), 'int32'); // some are none of the places
    return whole([tf.oneHot(indices as Tensor1D, 5), tf.oneHot(indices as Tensor1D, 3, 0.5, -2, 'float32'), tf.oneHot(indices as Tensor1D, 9, 7, 1, 'int32')]); // prettier-ignore
  };
  const expected = await on('cpu', compute);
  for (const way of ways('OneHot')) expect(await way('wasm', compute)).toEqual(expected);
});

test.each([[[6, 5]], [[2, 3, 4]], [[4, 3, 3, 8]], [[2, 1, 1, 1]], [[3, 2, 2, 13]]] as const)(
  'a normalised batch is that of plain JavaScript, by rows that stand for all and by ones as large: %j',
  async (shape) => {
    const compute = () => {
      const x = fill<Tensor>([...shape], 0.3);
      const row = (step: number) => fill<Tensor>([shape.at(-1)!], step);
      const large = (step: number) => fill<Tensor>([...shape], step);
      const long = (step: number) => tf.reshape(row(step), shape.map((size, axis) => (axis < shape.length - 1 ? 1 : size))); // prettier-ignore
      const positive = <T extends Tensor>(tensor: T): T => tf.add(tf.abs(tensor), 0.1);
      const normalise = (mean: Tensor, variance: Tensor, offset?: Tensor, scale?: Tensor) =>
        tf.engine().runKernel<Tensor>('FusedBatchNorm', { x, mean, variance, offset: offset!, scale: scale! }, { varianceEpsilon: 0.01 });
      return whole([
        normalise(row(0.7), positive(row(0.9)), row(1.1), row(1.3)),
        normalise(row(0.7), positive(row(0.9))),
        normalise(row(0.7), positive(row(0.9)), row(1.1)),
        normalise(large(0.7), positive(large(0.9)), long(1.1), long(1.3)),
        normalise(large(0.7), positive(large(0.9)), undefined, large(1.3)),
        normalise(long(0.7), positive(long(0.9)), large(1.1), large(1.3)),
      ]);
    };
    const expected = await on('cpu', compute);
    for (const way of ways('FusedBatchNorm')) expectClose(await way('wasm', compute), expected, 2e-6);
  },
);

const sizes = [
  [[2, 3, 4, 2], [6, 8]],
  [[1, 5, 4, 3], [7, 3]],
  [[2, 4, 4, 5], [2, 2]],
  [[1, 1, 3, 1], [4, 9]],
  [[3, 2, 2, 8], [1, 1]],
  [[1, 3, 3, 4], [3, 3]],
] as const; // prettier-ignore
test.each(sizes)('resized images and their gradients are those of plain JavaScript: %j to %j', async (shape, size) => {
  const names = ['ResizeNearestNeighbor', 'ResizeBilinear'] as const;
  const of = (name: (typeof names)[number], alignCorners: boolean, halfPixelCenters: boolean) => (x: Tensor) =>
    tf.engine().runKernel<Tensor>(name, { images: x }, { size: [...size], alignCorners, halfPixelCenters });
  const settings = [[false, false], [true, false], [false, true]] as const; // prettier-ignore
  const forward = () =>
    whole(names.flatMap((name) => settings.map((setting) => of(name, ...(setting as [boolean, boolean]))(fill([...shape], 0.3)))));
  const gradients = () =>
    whole(names.flatMap((name) => [false, true].map((corners) => tf.engine().runKernel<Tensor>(`${name}Grad`, { images: fill([...shape], 0.3), dy: fill([shape[0], ...size, shape[3]], 0.7) }, { alignCorners: corners })))); // prettier-ignore
  for (const compute of [forward, gradients]) {
    const expected = await on('cpu', compute);
    for (const way of ways(...names, ...names.map((name) => `${name}Grad`))) expectClose(await way('wasm', compute), expected, 1e-6);
  }
});
