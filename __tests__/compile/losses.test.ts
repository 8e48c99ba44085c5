import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { lossFunction } from '../../src/compile/losses.ts';
import { useBackend } from '../../src/node/backend.ts';
import { lossOption, losses } from '../../src/spec/losses.ts';
import { backends } from '../backends.ts';

const one = lossOption({ doc: 'A loss.' });
/** Labels and answers, [rows][values], that each kind of loss can take. */
const shares = { yTrue: [[1, 0, 0], [0, 0, 1]], yPred: [[0.7, 0.2, 0.1], [0.35, 0.25, 0.4]] }; // prettier-ignore
const numbers = { yTrue: [[1.5, 0.75, 2], [0.25, 3, 1]], yPred: [[1, 0.5, 4], [2, 2.5, 0.5]] }; // prettier-ignore
const signs = { yTrue: [[1, -1, 1], [-1, 1, 1]], yPred: [[0.3, 0.8, 2], [-3, -0.5, 0.9]] }; // prettier-ignore
const scores = { yTrue: [[1, 0, 0], [0, 0, 1]], yPred: [[2, -1.5, 0.5], [-0.5, 0.25, 3]] }; // prettier-ignore
const indices = { yTrue: [[0], [2]], yPred: shares.yPred };
const samples: Readonly<Record<keyof typeof losses, { readonly yTrue: number[][]; readonly yPred: number[][] }>> = {
  meanSquaredError: numbers,
  meanAbsoluteError: numbers,
  meanAbsolutePercentageError: numbers,
  meanSquaredLogarithmicError: numbers,
  squaredHinge: signs,
  hinge: signs,
  categoricalHinge: shares,
  logcosh: numbers,
  categoricalCrossentropy: shares,
  sparseCategoricalCrossentropy: indices,
  binaryCrossentropy: shares,
  kullbackLeiblerDivergence: shares,
  poisson: numbers,
  cosineProximity: numbers,
  absoluteDifference: numbers,
  cosineDistance: numbers,
  hingeLoss: scores,
  huberLoss: numbers,
  logLoss: shares,
  sigmoidCrossEntropy: scores,
  softmaxCrossEntropy: scores,
  quantile: numbers,
  quantiles: numbers,
  ordinalCrossentropy: shares,
  logPoisson: numbers,
  binaryFocalCrossentropy: shares,
  categoricalFocalCrossentropy: shares,
};
const types = Object.keys(losses) as (keyof typeof losses)[];
const lackedByTf = [
  'quantile',
  'quantiles',
  'ordinalCrossentropy',
  'logPoisson',
  'binaryFocalCrossentropy',
  'categoricalFocalCrossentropy',
];
const known = types.filter((type) => (!(type in tf.losses) || type === 'meanSquaredError') && !lackedByTf.includes(type));

let tensors = 0;
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

const normal = (type: keyof typeof losses) => one.normalise(type);
const value = (compute: () => Tensor): number => tf.tidy(() => tf.mean(compute()).dataSync()[0]!);
/** The gradient of the mean loss by the answers. */
const gradient = (compare: (yTrue: Tensor, yPred: Tensor) => Tensor, yTrue: number[][], yPred: number[][]): number[] =>
  tf.tidy(() =>
    Array.from(
      tf
        .grad((p) => tf.mean(compare(tf.tensor2d(yTrue), p)))(tf.tensor2d(yPred))
        .dataSync(),
    ),
  );

describe.each(backends)('on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each(known)('%s is that of a stock model', async (type) => {
    const { yTrue, yPred } = samples[type];
    const model = tfl.sequential({ layers: [tfl.layers.activation({ activation: 'linear', inputShape: [3] })] });
    model.compile({ optimizer: 'sgd', loss: type });
    const [xs, ys] = [tf.tensor2d(yPred), tf.tensor2d(yTrue)];
    const stock = model.evaluate(xs, ys) as Tensor;
    expect(value(() => lossFunction(normal(type))(ys, xs))).toBeCloseTo(stock.dataSync()[0]!, 6);
    tf.dispose([xs, ys, stock]);
    model.dispose();
  });

  test.each(types.filter((type) => type !== 'sparseCategoricalCrossentropy'))('%s has a gradient that is its finite difference', (type) => {
    const { yTrue, yPred } = samples[type];
    const compare = lossFunction(normal(type));
    const slopes = gradient(compare, yTrue, yPred);
    slopes.forEach((slope, at) => {
      const moved = (by: number) => yPred.map((row, i) => row.map((p, j) => (i * 3 + j === at ? p + by : p)));
      const [above, below] = [0.01, -0.01].map((by) => value(() => compare(tf.tensor2d(yTrue), tf.tensor2d(moved(by)))));
      expect((above! - below!) / 0.02).toBeCloseTo(slope, 2);
    });
  });
});

test.each([
  { loss: one.normalise('absoluteDifference'), stock: (y: Tensor, p: Tensor) => tf.losses.absoluteDifference(y, p) },
  { loss: one.normalise('cosineDistance'), stock: (y: Tensor, p: Tensor) => tf.losses.cosineDistance(y, p, -1) },
  { loss: one.normalise('hingeLoss'), stock: (y: Tensor, p: Tensor) => tf.losses.hingeLoss(y, p) },
  { loss: one.normalise({ type: 'huberLoss', delta: 0.4 }), stock: (y: Tensor, p: Tensor) => tf.losses.huberLoss(y, p, undefined, 0.4) },
  { loss: one.normalise({ type: 'logLoss', epsilon: 0.1 }), stock: (y: Tensor, p: Tensor) => tf.losses.logLoss(y, p, undefined, 0.1) },
  {
    loss: one.normalise({ type: 'sigmoidCrossEntropy', labelSmoothing: 0.2 }),
    stock: (y: Tensor, p: Tensor) => tf.losses.sigmoidCrossEntropy(y, p, undefined, 0.2),
  },
  {
    loss: one.normalise({ type: 'softmaxCrossEntropy', labelSmoothing: 0.2 }),
    stock: (y: Tensor, p: Tensor) => tf.losses.softmaxCrossEntropy(y, p, undefined, 0.2),
  },
])('$loss.type is that of tf.losses', ({ loss, stock }) => {
  const { yTrue, yPred } = samples[loss.type];
  expect(value(() => lossFunction(loss)(tf.tensor2d(yTrue), tf.tensor2d(yPred)))).toBeCloseTo(
    value(() => stock(tf.tensor2d(yTrue), tf.tensor2d(yPred))),
    6,
  );
});

test('softmaxCrossEntropy smooths the labels of sequences over their classes, where TF.js divides by the steps', () => {
  const loss = lossFunction(one.normalise({ type: 'softmaxCrossEntropy', labelSmoothing: 0.3 }));
  const sequence = value(() => loss(tf.tensor3d([shares.yTrue]), tf.tensor3d([scores.yPred])));
  expect(sequence).toBeCloseTo(
    value(() => loss(tf.tensor2d(shares.yTrue), tf.tensor2d(scores.yPred))),
    6,
  );
});

test('class numbers may come with or without an axis of their own', () => {
  const loss = lossFunction(one.normalise('sparseCategoricalCrossentropy'));
  const [flat, nested] = [tf.tensor1d([0, 2], 'int32'), tf.tensor2d([[0], [2]])];
  const [a, b] = [flat, nested].map((labels) => value(() => loss(labels, tf.tensor2d(shares.yPred))));
  expect(a).toBeCloseTo(-(Math.log(0.7) + Math.log(0.4)) / 2, 5);
  expect(b).toBe(a);
  tf.dispose([flat, nested]);
});

describe('one value a row', () => {
  test.each(types)('is what %s gives, also of sequences, so that rows can be weighted', (type) => {
    const { yTrue, yPred } = samples[type];
    const compare = lossFunction(normal(type));
    const single = tf.tidy(() => compare(tf.tensor2d(yTrue), tf.tensor2d(yPred)));
    const steps = tf.tidy(() => compare(tf.tensor3d([yTrue, yTrue, yTrue]), tf.tensor3d([yPred, yPred, yPred])));
    expect([single.shape, steps.shape]).toEqual([[2], [3]]);
    const mean = value(() => single);
    for (const row of steps.dataSync()) expect(row).toBeCloseTo(mean, 5);
    tf.dispose([single, steps]);
  });
});

/** Written by losses.reference.py. */
const reference = JSON.parse(readFileSync(new URL('losses.reference.json', import.meta.url), 'utf8')) as {
  readonly samples: Readonly<Record<string, Readonly<Record<string, { readonly yTrue: number[]; readonly yPred: number[] }>>>>;
  readonly cases: readonly {
    readonly loss: { readonly type: 'huber' };
    readonly data: string;
    readonly labels: string;
    readonly values: readonly (number | readonly number[])[];
  }[];
};

describe.each(backends)('Keras gives the same value for each row on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each(reference.cases.map((one) => [JSON.stringify(one.loss), one.data, one] as const))('%s of %s', (_, __, one) => {
    const { yTrue, yPred } = reference.samples[one.data]![one.labels]!;
    const compare = lossFunction(lossOption({ doc: '' }).normalise(one.loss));
    const ours = tf.tidy(() => compare(tf.tensor(yTrue), tf.tensor(yPred)).arraySync() as number[]);
    one.values.forEach((steps, row) => {
      const list = typeof steps === 'number' ? [steps] : steps;
      const theirs = list.reduce((sum, step) => sum + step, 0) / list.length;
      expect(Math.abs(ours[row]! - theirs)).toBeLessThan(4e-6 * Math.max(1, Math.abs(theirs))); // Keras's KL has 1e-7 for labels of 0
    });
  });
});

test.each([
  { type: 'quantile', quantile: 0.9 },
  { type: 'quantiles', quantiles: [0.2, 0.5, 0.9] },
  { type: 'ordinalCrossentropy' },
  { type: 'logPoisson' },
  { type: 'categoricalCrossentropy', labelSmoothing: 0.2 },
  { type: 'binaryCrossentropy', labelSmoothing: 0.2 },
  { type: 'binaryFocalCrossentropy', gamma: 1.5, alpha: 0.7, applyClassBalancing: true, labelSmoothing: 0.1 },
  { type: 'binaryFocalCrossentropy', gamma: 0 },
  { type: 'categoricalFocalCrossentropy', gamma: 0.5, alpha: 2, labelSmoothing: 0.1 },
] as const)('%j has a gradient that is its finite difference', (loss) => {
  const { yTrue, yPred } = samples[loss.type];
  const compare = lossFunction(one.normalise(loss));
  gradient(compare, yTrue, yPred).forEach((slope, at) => {
    const moved = (by: number) => yPred.map((row, i) => row.map((p, j) => (i * 3 + j === at ? p + by : p)));
    const [above, below] = [0.003, -0.003].map((by) => value(() => compare(tf.tensor2d(yTrue), tf.tensor2d(moved(by)))));
    expect((above! - below!) / 0.006).toBeCloseTo(slope, 2);
  });
});

test.each(['binaryFocalCrossentropy', 'categoricalFocalCrossentropy'] as const)(
  '%s has a finite gradient where the network is quite sure, right or wrong, and gamma is below 1',
  (type) => {
    const compare = lossFunction(one.normalise({ type, gamma: 0.5 }));
    const slopes = gradient(compare, [[1, 0], [1, 0]], [[1, 0], [0, 1]]); // prettier-ignore
    expect(slopes.every(Number.isFinite)).toBe(true);
  },
);

test('a quantile loss is least at that quantile of the labels', () => {
  const labels = Array.from({ length: 21 }, (_, i) => [i]);
  const compare = lossFunction(one.normalise({ type: 'quantile', quantile: 0.9 }));
  const losses = labels.map(([guess]) => value(() => compare(tf.tensor2d(labels), tf.tensor2d(labels.map(() => [guess!])))));
  expect(losses.indexOf(Math.min(...losses))).toBe(18);
});

test('the loss of several quantiles is the mean of that of each', () => {
  const [first, second, third] = [0.2, 0.5, 0.9].map((quantile) => lossFunction(one.normalise({ type: 'quantile', quantile })));
  const { yTrue, yPred } = numbers;
  const column = (rows: number[][], i: number) => tf.tensor2d(rows.map((row) => [row[i]!]));
  const each = [first!, second!, third!].map((compare, i) => value(() => compare(column(yTrue, i), column(yPred, i))));
  const all = value(() =>
    lossFunction(one.normalise({ type: 'quantiles', quantiles: [0.2, 0.5, 0.9] }))(tf.tensor2d(yTrue), tf.tensor2d(yPred)),
  );
  expect(all).toBeCloseTo(each.reduce((sum, one) => sum + one) / 3, 6);
});

test('logPoisson of a logarithm is poisson of the number', () => {
  const { yTrue, yPred } = numbers;
  const [logPoisson, poisson] = [lossFunction(normal('logPoisson')), lossFunction(normal('poisson'))];
  expect(value(() => logPoisson(tf.tensor2d(yTrue), tf.log(tf.tensor2d(yPred))))).toBeCloseTo(
    value(() => poisson(tf.tensor2d(yTrue), tf.tensor2d(yPred))),
    5,
  );
});
