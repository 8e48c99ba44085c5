import { describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { pairLoops } from '../../src/backend/kernels/pairLoops.ts';
import { compareBackends, fill, on, withStock } from './compare.ts';
import { spread } from '../long/spread.ts';

compareBackends('cpu');

const shapes = [
  [[3, 7], [3, 7]],
  [[3, 17], [17]],
  [[7], [3, 7]],
  [[3, 7], [3, 1]],
  [[3, 1], [3, 17]],
  [[3, 7], []],
  [[1], [3, 7]],
  [[20, 2], [2]],
  [[2, 3, 4, 9], [2, 3, 1, 1]],
  [[2, 3, 4, 5], [4, 5]],
  [[2, 3, 4, 5], [1, 1, 1, 5]],
  [[2, 3, 4, 5], [3, 1, 5]],
  [[2, 1, 4, 1], [1, 3, 1, 9]],
  [[5, 1], [1, 6]],
  [[4, 5], [0, 4, 5]],
  [[4, 5, 0], [5, 1]],
  [[1, 1], [1, 1]],
  [[], []],
] as const; // prettier-ignore

type NumberType = 'float32' | 'int32' | 'bool';
const typePairs: readonly (readonly [NumberType, NumberType])[] = [
  ['float32', 'float32'],
  ['float32', 'int32'],
  ['int32', 'int32'],
  ['int32', 'float32'],
  ['bool', 'bool'],
  ['bool', 'float32'],
];

const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-40, 1e30, 2 ** 31, -0.5, 255, 256];

/** Some of them whole and so equal to others. */
const some = (shape: readonly number[], step: number, dtype: NumberType) => {
  const halves = tf.div(tf.round(tf.mul(fill(shape, step), 4)), 2);
  return dtype === 'bool' ? tf.greater(halves, 0) : tf.cast(halves, dtype);
};

const names = Object.keys(pairLoops);

/** Values, shape and type of what one kernel alone makes. */
const run = (kernelName: string, a: Parameters<typeof tf.add>[0], b: Parameters<typeof tf.add>[0]) => {
  const inputs = (kernelName === 'Prelu' ? { x: a, alpha: b } : { a, b }) as Record<string, ReturnType<typeof tf.scalar>>;
  const made = tf.engine().runKernel<ReturnType<typeof tf.scalar>>(kernelName, inputs);
  return [made, tf.tensor1d(made.shape), tf.tensor1d([made.dtype])];
};

describe.each(names)('%s in plain JavaScript gives that of TF.js, to the last bit:', (name) => {
  const expectStock = async (compute: () => ReturnType<typeof run>) => {
    const ours = tf.getKernel(name, 'cpu').kernelFunc;
    const expected = await withStock('cpu', name, () => {
      expect(tf.getKernel(name, 'cpu').kernelFunc).not.toBe(ours);
      return on('cpu', compute);
    });
    expect(await on('cpu', compute)).toEqual(expected);
  };

  test.each(spread(shapes, 3, names.indexOf(name) % 3))('%j and %j', async (a, b) => {
    for (const [typeA, typeB] of typePairs) await expectStock(() => run(name, some(a, 0.3, typeA), some(b, 0.7, typeB)));
  });

  test('of numbers that are none, infinite, zero or too large', async () => {
    await expectStock(() => run(name, tf.tensor1d(special), tf.tensor2d(special, [special.length, 1])));
    await expectStock(() => run(name, tf.tensor1d(special.map(Math.trunc), 'int32'), tf.tensor2d(special, [special.length, 1])));
  });
});

test('complex numbers and texts are left to TF.js', async () => {
  const compute = () => {
    const sum = tf.add(tf.complex([1, 2], [3, 4]), tf.complex([5], [6]));
    return [tf.real(sum), tf.imag(sum), tf.equal(tf.tensor1d(['a', 'b']), tf.scalar('a'))];
  };
  expect(await on('cpu', compute)).toEqual([[6, 7], [9, 10], [1, 0]]); // prettier-ignore
});

test('shapes that do not fit are refused as by TF.js', () => {
  expect(() => tf.tidy(() => tf.add(tf.zeros([2, 3]), tf.zeros([2])))).toThrowErrorMatchingInlineSnapshot(
    `"Operands could not be broadcast together with shapes 2,3 and 2."`,
  );
});

test.each([[[3, 7]], [[2, 3, 40]], [[5, 1]], [[0, 3]], [[3, 0]], [[4]]])(
  'softmax in plain JavaScript is that of TF.js, to the last bit: %j',
  async (shape) => {
    const compute = () => {
      const made = tf.softmax(tf.mul(fill(shape, 0.3), 30));
      return [made, tf.tensor1d(made.shape)];
    };
    expect(await on('cpu', compute)).toEqual(await withStock('cpu', 'Softmax', () => on('cpu', compute)));
  },
);

test('softmax of numbers that are none, or infinite, is that of TF.js', async () => {
  const compute = () => [tf.softmax(tf.tensor2d([NaN, 1, 2, 1, Infinity, 2, -Infinity, -Infinity, -Infinity, 1, NaN, 0], [4, 3]))];
  expect(await on('cpu', compute)).toEqual(await withStock('cpu', 'Softmax', () => on('cpu', compute)));
});
