import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { spread } from '../long/spread.ts';
import { compareBackends, fill, on } from './compare.ts';
import { withPlans } from './planned.ts';

compareBackends('wasm');

/** Values, shape and type. */
const whole = (made: readonly Tensor[]): readonly Tensor[] =>
  made.flatMap((tensor) => [tensor, tf.tensor1d(tensor.shape), tf.tensor1d([tensor.dtype])]);
const types = ['float32', 'int32', 'bool'] as const;
const some = (shape: readonly number[], dtype: (typeof types)[number]): Tensor =>
  dtype === 'bool' ? tf.greater(fill(shape, 0.3), 0) : tf.cast(tf.mul(fill(shape, 0.3), 9), dtype);

const shapes = [
  [7],
  [1],
  [3, 4],
  [9, 13],
  [40, 33],
  [2, 3, 4],
  [4, 9, 5],
  [2, 3, 4, 5],
  [2, 0, 3],
  [0],
  [2, 1, 3, 1, 2],
  [2, 2, 2, 3, 3, 2],
];
const perAxis = <T>(x: Tensor, f: (size: number, axis: number) => T): T[] => x.shape.map((size, axis) => f(size, axis));
/** What the axes make, one after another. */
const along = (x: Tensor, f: (axis: number) => Tensor | Tensor[]): Tensor[] => perAxis(x, (_, axis) => f(axis)).flat();

/** All orders of few axes, some of many. */
function ordersOf(rank: number): readonly number[][] {
  if (rank === 5) return [[4, 3, 2, 1, 0], [2, 0, 1, 4, 3], [0, 2, 1, 4, 3]]; // prettier-ignore
  if (rank === 6) return [[5, 4, 3, 2, 1, 0], [2, 0, 1, 4, 3, 5], [0, 2, 1, 3, 5, 4]]; // prettier-ignore
  if (rank === 0) return [[]];
  return ordersOf(rank - 1).flatMap((order) =>
    Array.from({ length: rank }, (_, at) => [...order.slice(0, at), rank - 1, ...order.slice(at)]),
  );
}

/** Kernels, and what runs them. */
const copies: Readonly<Record<string, (x: Tensor) => Tensor[]>> = {
  Transpose: (x) => ordersOf(x.rank).map((order) => tf.engine().runKernel('Transpose', { x }, { perm: order })),
  Reverse: (x) => [tf.reverse(x), ...along(x, (axis) => tf.reverse(x, axis)), tf.reverse(x, perAxis(x, (_, axis) => axis).filter((axis) => axis % 2 === 0))], // prettier-ignore
  PadV2: (x) => [
    tf.pad(
      x,
      perAxis(x, (_, axis) => [axis % 3, 2 - (axis % 3)]),
    ),
    tf.pad(x, perAxis(x, (_, axis) => [0, axis]), 1), // prettier-ignore
    tf.pad(
      x,
      perAxis(x, () => [0, 0]),
    ),
  ],
  Tile: (x) => [tf.tile(x, perAxis(x, (_, axis) => 1 + (axis % 3))), tf.tile(x, perAxis(x, () => 2)), tf.tile(x, perAxis(x, (_, axis) => (axis === 0 ? 0 : 1)))], // prettier-ignore
  StridedSlice: (x) => {
    const strides = perAxis(x, (_, axis) => 1 + ((axis + 1) % 3));
    return [
      tf.engine().runKernel('StridedSlice', { x }, { begin: perAxis(x, () => 0), end: x.shape, strides, beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 }), // prettier-ignore
      tf.stridedSlice(x, perAxis(x, () => -1), perAxis(x, () => 0), perAxis(x, (_, axis) => -1 - (axis % 2)), 0, 1), // prettier-ignore
    ];
  },
  Slice: (x) => [
    ...along(x, (axis) => tf.slice(x, perAxis(x, (size, i) => (i === axis && size > 1 ? 1 : 0)))), // prettier-ignore
    tf.slice(x, perAxis(x, (size) => Math.floor(size / 3)), perAxis(x, (size) => Math.ceil(size / 2))), // prettier-ignore
  ],
  SplitV: (x) => along(x, (axis) => tf.split(x, [x.shape[axis]! >> 1, 0, x.shape[axis]! - (x.shape[axis]! >> 1)], axis)),
  Unpack: (x) => [...along(x, (axis) => tf.unstack(x, axis)), ...tf.unstack(x, -1)],
  Pack: (x) => [...along(x, (axis) => tf.stack([x, tf.reverse(x), x], axis)), tf.stack([x, x], x.rank), tf.stack([x, x], -1)],
  Concat: (x) => (x.size === 0 ? [tf.concat([x, tf.ones(perAxis(x, (size) => size || 3), x.dtype)], x.shape.indexOf(0))] : along(x, (axis) => tf.concat([x, tf.reverse(x), tf.slice(x, 0, perAxis(x, (size, i) => (i === axis ? size >> 1 : size)))], axis))), // prettier-ignore
  ZerosLike: (x) => [tf.zerosLike(x)],
  OnesLike: (x) => [tf.onesLike(x)],
  Fill: (x) => [tf.fill(x.shape, 0.3), tf.fill(x.shape, -3, 'int32'), tf.fill(x.shape, 1, 'bool')],
  GatherV2: (x) => [
    ...along(x, (axis) => (x.shape[axis] === 0 ? [] : tf.gather(x, tf.tensor2d([[0, 1, 0], [1, 0, 0]].flat().map((at) => at % x.shape[axis]!), [2, 3], 'int32'), axis))), // prettier-ignore
    ...(x.size > 0 ? along(x, (axis) => tf.gather(x, tf.zeros([...x.shape.slice(0, axis), 3], 'int32'), axis, axis)) : []), // prettier-ignore
  ],
};

/** By the kernels, and as a program runs them. */
const ways = (kernelName: string) => [on, (name: 'wasm', compute: () => readonly Tensor[]) => withPlans([kernelName], () => on(name, compute))]; // prettier-ignore

const cases = Object.keys(copies).flatMap((name) => shapes.map((shape) => [name, shape] as const));
test.each(spread(cases, 5))('%s on WebAssembly is that of plain JavaScript, planned as well: %j', async (name, shape) => {
  for (const dtype of types) {
    const compute = () => whole(copies[name]!(some(shape, dtype)));
    const expected = await on('cpu', compute);
    for (const way of ways(name)) expect(await way('wasm', compute)).toEqual(expected);
  }
});

test.each([[3, 1], [2, 0], [-1, 0]] as const)('number %d of axis %d of 2 rows of 3 is refused', (at, axis) => {
  const gather = () => tf.tidy(() => tf.gather(tf.zeros([2, 3]), tf.tensor1d([0, at], 'int32'), axis));
  expect(gather).toThrow(`the index value ${at} is not in [0, ${axis + 1}]`);
}); // prettier-ignore

test.each([
  [[7], [3]],
  [
    [7, 5],
    [3, 5],
  ],
  [
    [640, 16],
    [2000, 16],
  ],
  [
    [2, 3, 3],
    [4, 3],
  ],
  [
    [0, 3],
    [4, 3],
  ],
] as const)('the gradient of an embedding is planned: rows of %j are added to those of %j', async (shape, out) => {
  const ids = () => tf.tensor(Array.from({ length: shape.slice(0, shape.length - out.length + 1).reduce((all, size) => all * size, 1) }, (_, i) => (i * 7) % out[0]), shape.slice(0, shape.length - out.length + 1), 'int32'); // prettier-ignore
  const compute = () => whole([tf.unsortedSegmentSum(fill([...shape], 0.3), ids() as never, out[0])]);
  const expected = await on('cpu', compute);
  for (const way of ways('UnsortedSegmentSum')) expect(await way('wasm', compute)).toEqual(expected);
});

test.each([
  ['axes of one moved', (x: Tensor) => tf.transpose(x, [1, 0, 2])],
  ['all of it', (x: Tensor) => tf.slice(x, [0, 0, 0], [5, 1, 3])],
  ['once again', (x: Tensor) => tf.tile(x, [1, 1, 1])],
  ['one value turned round', (x: Tensor) => tf.reverse(x, 1)],
  ['nothing around it', (x: Tensor) => tf.pad(x, [[0, 0], [0, 0], [0, 0]])], // prettier-ignore
  ['joined with nothing', (x: Tensor) => tf.concat([tf.zeros([0, 1, 3]), x])],
  ['alone in a list', (x: Tensor) => tf.stack([x], 1)],
  ['sums of one', (x: Tensor) => tf.sum(x, 1)],
  ['means of one', (x: Tensor) => tf.mean(x, 1, true)],
  ['the largest of one', (x: Tensor) => tf.max(x, 1)],
] as const)('what comes out as it is stands on the same memory: %s', async (_, f) => {
  const isSame = () => {
    const x = fill<Tensor>([5, 1, 3], 0.3);
    return [tf.scalar(Number(f(x).dataId === x.dataId))];
  };
  expect(await on('wasm', isSame)).toEqual([[1]]);
  const compute = () => {
    const x = fill<Tensor>([5, 1, 3], 0.3);
    const y = f(x);
    x.dispose();
    return [y, tf.tensor1d(y.shape)];
  };
  expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
});
