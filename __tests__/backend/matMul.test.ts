import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { BIAS_LAST, RELU } from '../../src/backend/wasm/exports.ts';
import { kernelModuleNow } from '../../src/backend/wasm/kernelModule.ts';
import { planMatMul } from '../../src/backend/wasm/matMul.ts';
import {
  compareBackends,
  differences,
  expectBits,
  expectClose,
  expectFar,
  fill,
  gradients,
  on,
  runPlan,
  withoutModule,
  withStock,
} from './compare.ts';

compareBackends('wasm');

/** rows, depth, columns: below, at and above the sizes of a tile and of a block of the depth. */
const sizes = [
  [1, 1, 1],
  [1, 200, 1],
  [2, 3, 5],
  [4, 8, 8],
  [5, 7, 9],
  [3, 300, 11],
  [6, 256, 16],
  [9, 257, 13],
  [33, 600, 17],
  [128, 49, 10],
  [1, 300, 32],
  [3, 20, 75],
  [150, 30, 9],
] as const;
const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

const turned = ([rows, columns]: readonly [number, number], isTurned: boolean): [number, number] =>
  isTurned ? [columns, rows] : [rows, columns];
const batched = (batch: readonly number[], matrix: readonly number[]): number[] => [...batch, ...matrix];

describe('a product of matrices by our module', () => {
  test.each(sizes.flatMap((size) => transposes.map((transpose) => [...size, ...transpose] as const)))(
    'is that of the cpu backend: %j by %j by %j, transposed %j and %j',
    async (rows, depth, columns, transposeA, transposeB) => {
      const [a, b] = [turned([rows, depth], transposeA), turned([depth, columns], transposeB)];
      const compute = () => [tf.matMul(fill(a, 0.3), fill(b, 0.7), transposeA, transposeB)];
      expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6 * Math.sqrt(depth));
    },
  );

  test.each(sizes)('is that of XNNPACK to the last bit where none is transposed: %j by %j by %j', async (rows, depth, columns) => {
    const compute = () => [tf.matMul(fill([rows, depth], 0.3), fill([depth, columns], 0.7))];
    expectBits(await on('wasm', compute), await withStock('wasm', 'BatchMatMul', () => on('wasm', compute)));
  });

  test.each([
    [[3], [3]],
    [
      [2, 3],
      [2, 3],
    ],
    [[1], [4]],
    [[4], []],
    [[], [2, 2]],
    [
      [3, 1],
      [1, 2],
    ],
    [
      [2, 1, 2],
      [3, 1],
    ],
    [[0], [1]],
  ] as const)('is stretched over batches %j and %j', async (batchA, batchB) => {
    for (const [transposeA, transposeB] of transposes) {
      const [matrixA, matrixB] = [turned([5, 6], transposeA), turned([6, 7], transposeB)];
      const compute = (stretch: (x: Tensor, matrix: number[]) => Tensor) => {
        const a = stretch(fill(batched(batchA, matrixA), 0.3), matrixA);
        const b = stretch(fill(batched(batchB, matrixB), 0.7), matrixB);
        const product = tf.matMul(a, b, transposeA, transposeB);
        return [product, tf.tensor1d(product.shape)];
      };
      const batch = tf.broadcast_util.assertAndGetBroadcastShape([...batchA], [...batchB]);
      const written = await on('cpu', () => compute((x, matrix) => tf.broadcastTo(x, batched(batch, matrix))));
      expectClose(await on('wasm', () => compute((x) => x)), written, 1e-6);
    }
  });

  test('has zeros where there is nothing to add up, and nothing where there are no rows', async () => {
    expect(await on('wasm', () => [tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3]))])).toEqual([[0, 0, 0, 0, 0, 0]]);
    expect(await on('wasm', () => [tf.matMul(tf.zeros([0, 2]), tf.zeros([2, 3]))])).toEqual([[]]);
  });

  test('has gradients that are the finite differences', async () => {
    for (const [transposeA, transposeB] of transposes) {
      const f = (a?: Tensor, b?: Tensor) => tf.matMul(a!, b!, transposeA, transposeB);
      const shapes = [turned([5, 6], transposeA), turned([6, 9], transposeB)];
      expectClose(await on('wasm', () => gradients(f, shapes)), differences(f, shapes, 1), 1e-4);
    }
  });

  test('passes on what is no number', async () => {
    const compute = () => [tf.matMul(tf.tensor2d([[NaN, 1], [1, 2]]), tf.tensor2d([[1], [1]]))]; // prettier-ignore
    expect(await on('wasm', compute)).toEqual([[NaN, 3]]);
  });

  test('refuses whole numbers as TF.js does', () => {
    const whole = tf.ones([2, 2], 'int32');
    expect(() => tf.matMul(whole, whole)).toThrow('BatchMatMul for non non-float32 tensors not yet supported.');
    whole.dispose();
  });
});

describe('a bias that is added in the end', () => {
  const plan = (a: Tensor, b: Tensor, transpose: readonly [boolean, boolean], fusion: number) =>
    planMatMul(a, b, { transposeA: transpose[0], transposeB: transpose[1] }, fusion, kernelModuleNow()!.kernels);

  test.each(sizes.flatMap((size) => transposes.map((transpose) => [...size, transpose] as const)))(
    'is that of the product, Add and Relu to the last bit: %j by %j by %j, transposed %j',
    async (rows, depth, columns, transpose) => {
      const [transposeA, transposeB] = transpose;
      const a = fill([2, ...turned([rows, depth], transposeA)], 0.3);
      const b = fill([2, ...turned([depth, columns], transposeB)], 0.7);
      const bias = fill([columns], 0.9);
      const apart = await on('wasm', () => {
        const sum = tf.add(tf.matMul(a, b, transposeA, transposeB), bias);
        return [sum, tf.relu(sum)];
      });
      const fused = () => [BIAS_LAST, BIAS_LAST | RELU].map((fusion) => runPlan(plan(a, b, transpose, fusion), { a, b, bias }));
      expect(await on('wasm', fused)).toEqual(apart);
      tf.dispose([a, b, bias]);
    },
  );

  test('passes on what is no number', async () => {
    const [a, b, bias] = [tf.tensor2d([[NaN, 1], [1, 2], [-1, -2]]), tf.ones([2, 40]), tf.zeros([40])]; // prettier-ignore
    const made = await on('wasm', () => [runPlan(plan(a, b, [false, false], BIAS_LAST | RELU), { a, b, bias })]);
    expect(made[0]!.filter((_, i) => i % 40 === 39)).toEqual([NaN, 3, 0]);
    tf.dispose([a, b, bias]);
  });
});

const activations = ['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const;
interface Fused {
  readonly batch?: number;
  readonly depth?: number;
  readonly transpose?: readonly [boolean, boolean];
  readonly bias?: number[];
  readonly activation?: (typeof activations)[number];
}
const fused = ({ batch = 1, depth = 60, transpose = [false, false], bias = [9], activation = 'linear' }: Fused) => {
  const [transposeA, transposeB] = transpose;
  return tf.fused.matMul({
    a: fill(batched([batch], turned([5, depth], transposeA)), 0.3),
    b: fill(batched([batch], turned([depth, 9], transposeB)), 0.7),
    transposeA,
    transposeB,
    activation,
    ...(bias.length > 0 ? { bias: fill<Tensor>(bias, 0.9) } : {}),
    ...(activation === 'prelu' ? { preluActivationWeights: fill<Tensor>([9], 0.5) } : {}),
    ...(activation === 'leakyrelu' ? { leakyreluAlpha: 0.3 } : {}),
  });
};
const fusions: readonly Fused[] = [
  ...activations.map((activation) => ({ activation })),
  ...activations.map((activation) => ({ activation, transpose: [true, false], batch: 2 }) as const),
  { bias: [] },
  { bias: [], activation: 'relu' },
  { transpose: [false, true] },
  { transpose: [true, true], activation: 'relu' },
  { batch: 3 },
  { depth: 300, activation: 'relu' },
];

describe('a product of matrices with a bias', () => {
  test.each([{ transpose: [false, true] }, { batch: 2 }] as const)('is wrong in TF.js where the depth is above 48: %j', async (how) => {
    const compute = () => [fused({ ...how, depth: 60 })];
    const right = await on('cpu', compute);
    expectFar(await withStock('wasm', '_FusedMatMul', () => on('wasm', compute)), right);
    expectClose(await withoutModule(() => on('wasm', compute)), right);
  });

  test.each(fusions)('is that of the cpu backend: %j', async (how) => {
    const compute = () => [fused(how)];
    expectClose(await on('wasm', compute), await on('cpu', compute));
    expectClose(await withoutModule(() => on('wasm', compute)), await on('cpu', compute));
  });
});
