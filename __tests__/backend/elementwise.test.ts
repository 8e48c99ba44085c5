import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { plannerOf } from '../../src/backend/kernels/planned.ts';
import { compareBackends, expectClose, fill, numbers, on, withStock, withoutModule } from './compare.ts';

compareBackends('wasm');

/** Values and shapes. */
const whole = (made: readonly Tensor[]): readonly Tensor[] => made.flatMap((tensor) => [tensor, tf.tensor1d(tensor.shape)]);

const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-40, 1e-30, -1e-30, 88, 89, -87, -88, -104, 0.6249, 0.6251, -0.63, 9, -9, 1e30];

describe('a function of each number by our module', () => {
  const samples = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 11.3);
  test.each([
    ['exp', (x: Tensor) => tf.exp(x), Math.exp],
    ['log', (x: Tensor) => tf.log(x), Math.log],
    ['tanh', (x: Tensor) => tf.tanh(x), Math.tanh],
  ] as const)('is that of the engine: %s', async (name, f, expected) => {
    const inputs = Float32Array.from([...special, ...samples, ...samples.map((x) => x * 1e-3)]);
    const [received] = await on('wasm', () => [f(tf.tensor1d(inputs))]);
    inputs.forEach((x, i) => {
      const right = Math.fround(expected(x));
      const y = received![i]!;
      const is = `${name}(${x}) = ${y}`;
      if (!Number.isFinite(right)) expect(is).toBe(`${name}(${x}) = ${right}`);
      else if (Math.abs(right) < 1.2e-38) expect(Math.abs(y - right)).toBeLessThan(1.2e-38);
      // Beside 1 a logarithm is as exact as its argument, and not more.
      else expect([is, Math.abs(y - right) <= 3e-7 * Math.abs(right) + (name === 'log' ? 1e-7 : 0)]).toEqual([is, true]);
    });
  });

  test('leaves whole numbers to TF.js, whose answer is another where they are not cast', async () => {
    const compute = () => [tf.exp(tf.cast(tf.tensor1d([1, 2], 'int32'), 'float32')), tf.exp(tf.tensor1d([1, 2], 'int32'))];
    expect(await on('wasm', compute)).toEqual(await withStock('wasm', 'Exp', () => on('wasm', compute)));
  });
});

describe('two numbers each by our module', () => {
  const operations = [
    tf.add,
    tf.sub,
    tf.mul,
    tf.div,
    tf.squaredDifference,
    tf.maximum,
    tf.minimum,
    tf.equal,
    tf.notEqual,
    tf.greater,
    tf.greaterEqual,
    tf.less,
    tf.lessEqual,
  ];
  const shapes = [
    [[3, 7], [3, 7]],
    [[3, 7], [7]],
    [[7], [3, 7]],
    [[3, 7], [1, 7]],
    [[3, 7], [3, 1]],
    [[3, 1], [3, 7]],
    [[3, 7], []],
    [[1], [3, 7]],
    [[2, 3, 4, 5], [2, 3, 1, 1]],
    [[2, 3, 4, 5], [4, 5]],
    [[2, 3, 4, 5], [3, 1, 5]],
    [[3, 4, 5], [3, 1, 5]],
    [[3, 1, 5], [1, 4, 1]],
    [[2, 1, 3, 1, 5], [1, 4, 1, 2, 1]],
    [[2, 1, 2, 1, 2, 1, 9], [1, 3, 1, 2, 1, 2, 1]],
    [[1, 2, 1, 2, 1, 2, 2], [1, 2, 1, 2, 1, 2, 2]],
    [[5, 1], [1, 6]],
    [[4, 5], [0, 4, 5]],
    [[4, 1, 2], [4, 0, 1]],
    [[1, 1], [1, 1]],
  ] as const; // prettier-ignore

  /** Few values, so that some are equal. */
  const coarse = (shape: readonly number[], step: number) => {
    const values = numbers(shape.reduce((all, length) => all * length, 1), step).map((value) => Math.round(2 * value) / 2 + 0); // prettier-ignore
    return tf.tensor(values, [...shape]);
  };

  test.each(shapes)('are those of the cpu backend, by our module and without it: %j and %j', async (a, b) => {
    const [x, y] = [() => coarse(a, 0.3), () => coarse(b, 0.7)];
    const compute = () => whole(operations.map((operation) => operation(x(), y())));
    const expected = await on('cpu', compute);
    expect(await on('wasm', compute)).toEqual(expected);
    expect(await withoutModule(() => on('wasm', compute))).toEqual(expected);
  });

  test.each(shapes)('have slopes, gradients and powers as on the cpu backend: %j and %j', async (a, b) => {
    const [x, y] = [() => coarse(a, 0.3), () => coarse(b, 0.7)];
    const gradient = () =>
      tf.engine().runKernel<Tensor>('EluGrad', { dy: tf.add(x(), tf.zerosLike(y())), y: tf.add(y(), tf.zerosLike(x())) });
    const compute = () => whole([tf.prelu(x(), y()), gradient(), tf.pow(tf.add(tf.abs(x()), 0.5), y())]);
    expectClose(await on('wasm', compute), await on('cpu', compute), 1e-6);
  });

  test.each(shapes)('of whole numbers and flags are those of the cpu backend: %j and %j', async (a, b) => {
    const [i, j] = [() => tf.cast(tf.mul(tf.relu(coarse(a, 0.3)), 2), 'int32'), () => tf.cast(tf.mul(tf.relu(coarse(b, 0.7)), 2), 'int32')];
    const compare = [tf.equal, tf.notEqual, tf.greater, tf.greaterEqual, tf.less, tf.lessEqual];
    const calculate = [tf.add, tf.sub, tf.mul, tf.squaredDifference, tf.maximum, tf.minimum, ...compare];
    const compute = () =>
      whole([
        ...calculate.map((operation) => operation(i(), j())),
        tf.logicalOr(tf.cast(i(), 'bool'), tf.cast(j(), 'bool')),
        tf.logicalAnd(tf.cast(i(), 'bool'), tf.cast(j(), 'bool')),
      ]);
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });

  test('have no number where one of them is none', async () => {
    const none = () => tf.tensor1d([NaN, 1, NaN, 1, NaN]);
    const one = () => tf.tensor1d([1, NaN, NaN, 2, 2]);
    expect(await on('wasm', () => [tf.maximum(none(), one()), tf.minimum(none(), one()), tf.less(none(), one()), tf.notEqual(none(), one())])).toEqual([
      [NaN, NaN, NaN, 2, NaN],
      [NaN, NaN, NaN, 1, NaN],
      [0, 0, 0, 1, 0],
      [1, 1, 1, 1, 1],
    ]); // prettier-ignore
  });

  test('are whole where TF.js computes them', async () => {
    const compute = () => [
      tf.maximum(tf.tensor1d([1, 5], 'int32'), tf.tensor1d([3, 2], 'int32')),
      tf.equal(tf.tensor1d([1, 2], 'int32'), 2),
    ];
    expect(await on('wasm', compute)).toEqual([[3, 5], [0, 1]]); // prettier-ignore
  });
});

describe('our module has a plan of', () => {
  const shape = [2, 3];
  const plan = (kernelName: string, names: readonly string[], dtype: 'float32' | 'bool', attrs: object = {}) =>
    plannerOf<number>(tf.getKernel(kernelName, 'wasm').kernelFunc)?.(
      Object.fromEntries(names.map((name) => [name, { shape, dtype }])),
      attrs,
    );

  test.each(
    (
      'Abs Ceil Elu Erf Exp Expm1 Floor IsFinite IsInf IsNan Log Log1p Neg OnesLike Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign ' +
      'Softplus Sqrt Square Tanh ZerosLike'
    ).split(' '),
  )('%s', (kernelName) => {
    const dtype = kernelName.startsWith('Is') ? 'bool' : 'float32';
    expect(plan(kernelName, ['x'], 'float32')?.output).toMatchObject({ shape, dtype });
  });

  test.each([
    ['Cast', { dtype: 'int32' }],
    ['ClipByValue', { clipValueMin: 0, clipValueMax: 1 }],
    ['LeakyRelu', { alpha: 0.2 }],
    ['Step', { alpha: 0 }],
  ])('%s', (kernelName, attrs) => {
    expect(plan(kernelName, ['x'], 'float32', attrs)?.output).toMatchObject({ shape });
  });

  test.each(
    'Add AddN Equal Greater GreaterEqual Less LessEqual Maximum Minimum Multiply NotEqual Pow RealDiv SquaredDifference Sub'.split(' '),
  )('%s', (kernelName) => {
    expect(plan(kernelName, ['a', 'b'], 'float32')?.output).toMatchObject({ shape });
  });

  test('functions of flags, of other names, and of none', () => {
    expect(plan('LogicalNot', ['x'], 'bool')?.output).toMatchObject({ shape, dtype: 'bool' });
    expect(plan('LogicalAnd', ['a', 'b'], 'bool')?.output).toEqual({ shape, dtype: 'bool' });
    expect(plan('LogicalOr', ['a', 'b'], 'bool')?.output).toEqual({ shape, dtype: 'bool' });
    expect(plan('Select', ['condition', 't', 'e'], 'bool')?.output).toEqual({ shape, dtype: 'bool' });
    expect(plan('Prelu', ['x', 'alpha'], 'float32')?.output).toEqual({ shape, dtype: 'float32' });
    expect(plan('EluGrad', ['dy', 'y'], 'float32')?.output).toEqual({ shape, dtype: 'float32' });
    expect(plan('Fill', [], 'float32', { shape, value: 1, dtype: 'float32' })?.output).toEqual({ shape, dtype: 'float32' });
  });

  test('nothing that it does not do', () => {
    expect(plan('Sigmoid', ['x'], 'bool')).toBeUndefined();
    expect(plan('Add', ['a', 'b'], 'bool')).toBeUndefined();
    expect(plan('AddN', ['0'], 'bool')).toBeUndefined();
    expect(plan('Cast', ['x'], 'float32', { dtype: 'float32' })).toBeUndefined();
    expect(plan('Fill', [], 'float32', { shape, value: 'a', dtype: 'string' })).toBeUndefined();
    expect(plan('Select', ['condition', 't', 'e'], 'float32')).toBeUndefined();
  });
});

describe('flags by our module', () => {
  const flags = (size: number, step: number) => tf.greater(fill([size], step), 0);

  test.each([1, 3, 16, 37])('of %j are those of the cpu backend', async (size) => {
    const compute = () => [
      tf.logicalAnd(flags(size, 0.3), flags(size, 0.7)),
      tf.where(flags(size, 0.3), fill([size], 1.1), fill([size], 0.9)),
    ];
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });

  test('are stretched over each other', async () => {
    const compute = () => whole([tf.logicalAnd(tf.reshape(flags(3, 0.3), [3, 1]), flags(5, 0.7))]); // prettier-ignore
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });
});

/** A shape, and the axes that are added up. */
const sums = [
  [[7], [0]],
  [[3, 9], [0]],
  [[3, 9], [1]],
  [
    [3, 9],
    [0, 1],
  ],
  [[3, 9], []],
  [[], []],
  [
    [2, 3, 4, 5],
    [0, 1, 2],
  ],
  [
    [2, 3, 4, 5],
    [1, 2],
  ],
  [[2, 3, 4, 5], [-1]],
  [
    [2, 3, 4, 5],
    [3, 2],
  ],
  [
    [2, 3, 4, 5],
    [0, 2],
  ],
  [[600, 6], [0]],
  [[2, 1100], [1]],
  [[3, 0], [1]],
  [[2, 3, 1], [2]],
] as const;

/** Of nothing there is no mean (edges.test.ts), for which TF.js has 0. */
const isEmpty = (shape: readonly number[]): boolean => shape.includes(0);

test.each(sums)('a sum and a mean in plain JavaScript are those of TF.js, to the last bit: %j over %j', async (shape, axes) => {
  for (const keepDims of [false, true]) {
    for (const [kernelName, f] of [
      ['Sum', tf.sum],
      ['Mean', tf.mean],
    ] as const) {
      if (kernelName === 'Mean' && isEmpty(shape)) continue;
      // prettier-ignore
      const compute = () => whole([f(fill(shape, 0.3), [...axes], keepDims)]);
      expect(await on('cpu', compute)).toEqual(await withStock('cpu', kernelName, () => on('cpu', compute)));
    }
  }
});

test('sums and means of whole numbers and flags in plain JavaScript are those of TF.js', async () => {
  const compute = () =>
    [tf.tensor2d([1, 2, 3, 5], [2, 2], 'int32'), tf.tensor2d([1, 0, 1, 1], [2, 2], 'bool')].flatMap((x) => [tf.sum(x, 0), tf.mean(x, 0)]);
  expect(await on('cpu', compute)).toEqual([[4, 7], [2, 3.5], [2, 1], [1, 0.5]]); // prettier-ignore
});

describe('sums and means by our module', () => {
  test.each(sums)('are those of the cpu backend: %j over %j', async (shape, axes) => {
    for (const keepDims of [false, true]) {
      const means = isEmpty(shape) ? [] : [tf.mean];
      const compute = () =>
        whole([tf.sum(fill(shape, 0.3), [...axes], keepDims), ...means.map((mean) => mean(tf.abs(fill(shape, 0.7)), [...axes], keepDims))]);
      expectClose(await on('wasm', compute), await on('cpu', compute), 2e-6);
    }
  });

  test('of a million numbers round as little as those of a few', async () => {
    const compute = () => {
      const x = tf.fill([1_000_000], 0.1);
      return [tf.sum(x), tf.sum(tf.reshape(x, [250_000, 4]), 0)];
    };
    expectClose(await on('wasm', compute), [[100_000], [25_000, 25_000, 25_000, 25_000]], 1e-6);
  });

  test('are whole where TF.js computes them', async () => {
    expect(await on('wasm', () => [tf.sum(tf.tensor1d([1, 2, 3], 'int32')), tf.mean(tf.tensor1d([1, 2, 6], 'int32'))])).toEqual([[6], [3]]);
  });
});

describe('parts joined by our module', () => {
  test.each([
    [[[3], [4]], 0],
    [
      [
        [2, 3],
        [5, 3],
      ],
      0,
    ],
    [
      [
        [2, 3],
        [2, 1],
        [2, 7],
      ],
      1,
    ],
    [
      [
        [2, 3, 4],
        [2, 2, 4],
      ],
      -2,
    ],
    [
      [
        [2, 3],
        [0, 3],
        [1, 3],
      ],
      0,
    ],
    [
      [
        [0, 3],
        [0, 3],
      ],
      0,
    ],
    [
      [
        [5, 40],
        [5, 60],
      ],
      1,
    ],
  ] as const)('are those of the cpu backend: %j along %j', async (shapes, axis) => {
    const compute = () => whole([tf.concat(shapes.map((shape, i) => fill(shape, 0.3 + i)), axis)]); // prettier-ignore
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  });

  test('may be flags, whole numbers and texts', async () => {
    const compute = () => [
      tf.concat([tf.tensor1d([true, false], 'bool'), tf.tensor1d([true], 'bool')]),
      tf.concat([tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3], 'int32')]),
      tf.concat([tf.tensor1d(['a']), tf.tensor1d(['b'])]),
    ];
    expect(await on('wasm', compute)).toEqual([[1, 0, 1], [1, 2, 3], ['a', 'b']]); // prettier-ignore
  });
});

describe('a tensor again', () => {
  test('stands on the same memory, which TF.js copies', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const shares = (f: (x: Tensor) => Tensor) => () => Promise.resolve(tf.tidy(() => f(x).dataId === x.dataId));
    const again = shares((y) => tf.clone(y));
    const cast = shares((y) => tf.cast(y, 'float32'));
    expect([await again(), await cast()]).toEqual([true, true]);
    expect([await withStock('wasm', 'Identity', again), await withStock('wasm', 'Cast', cast)]).toEqual([false, false]);
    x.dispose();
  });

  test('outlives the one it was made of', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const again = tf.clone(x);
    x.dispose();
    expect(Array.from(again.dataSync())).toEqual([1, 2, 3]);
    again.dispose();
    expect(await on('wasm', () => [tf.clone(tf.tensor1d(['a'])), tf.cast(tf.tensor1d([1.7, 0]), 'int32')])).toEqual([['a'], [1, 0]]);
  });
});
