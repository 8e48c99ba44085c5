import { expect } from '@jest/globals';
import { createRandom } from '../../src/random.ts';

const random = createRandom(3);

/** Rows on which each kind of target can be learned, and not by the same answer every time. */
export const rows = Array.from({ length: 240 }, () => {
  const [a, b, noise] = [4 * random.next() - 2, 4 * random.next() - 2, random.next()];
  return {
    a,
    b,
    price: Math.exp(a + 0.3 * noise) * 100,
    sold: a * b > 0 ? 'yes' : 'no',
    tags: [...(a > 0.5 ? ['high'] : []), ...(b > 0 ? ['far'] : [])],
    size: a + b < -1 ? 'S' : a + b < 1 ? 'M' : 'L',
    visits: Math.floor(Math.exp(1 + a / 2) * (0.5 + noise)),
    wait: 3 * a + 2 * noise,
  };
});

export const features = { a: 'number', b: 'number' } as const;

/** A kind of target, and what follows from it. */
export interface Case {
  readonly name: string;
  readonly column: 'price' | 'sold' | 'tags' | 'size' | 'visits' | 'wait';
  readonly target: object;
  readonly head: { readonly units: number; readonly activation: string };
  readonly loss: string;
  readonly metrics: readonly string[];
  readonly task: string;
  /** The score that must be better than that of the trivial answer, and which way better is. */
  readonly score: readonly [name: string, sign: 1 | -1];
  /** What an answer looks like. */
  readonly answer: object;
}

const chance = expect.any(Number) as unknown;

export const kinds: readonly Case[] = [
  {
    name: 'number',
    column: 'wait',
    target: { type: 'number' },
    head: { units: 1, activation: 'linear' },
    loss: 'meanSquaredError',
    metrics: ['meanAbsoluteError'],
    task: 'regression',
    score: ['rmse', -1],
    answer: { wait: chance },
  },
  ...(['log', 'log1p'] as const).map((scale): Case => ({
    name: `number by its ${scale}`,
    column: 'price',
    target: { type: 'number', scale },
    head: { units: 1, activation: 'linear' },
    loss: 'meanSquaredError',
    metrics: ['meanAbsoluteError'],
    task: 'regression',
    score: ['mae', -1],
    answer: { price: chance },
  })),
  {
    name: 'category by one sigmoid',
    column: 'sold',
    target: { type: 'category' },
    head: { units: 1, activation: 'sigmoid' },
    loss: 'binaryCrossentropy',
    metrics: ['accuracy'],
    task: 'binary',
    score: ['logLoss', -1],
    answer: { sold: expect.stringMatching(/^(yes|no)$/), probabilities: { no: chance, yes: chance } },
  },
  {
    name: 'category by a softmax over two classes',
    column: 'sold',
    target: { type: 'category', head: 'softmax' },
    head: { units: 2, activation: 'softmax' },
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
    task: 'multiclass',
    score: ['logLoss', -1],
    answer: { sold: expect.stringMatching(/^(yes|no)$/), probabilities: { no: chance, yes: chance } },
  },
  {
    name: 'labels',
    column: 'tags',
    target: { type: 'labels' },
    head: { units: 2, activation: 'sigmoid' },
    loss: 'binaryCrossentropy',
    metrics: ['f1'],
    task: 'labels',
    score: ['f1Micro', 1],
    answer: { tags: expect.any(Array), probabilities: { far: chance, high: chance } },
  },
  {
    name: 'ordinal',
    column: 'size',
    target: { type: 'ordinal', classes: ['S', 'M', 'L'] },
    head: { units: 2, activation: 'sigmoid' },
    loss: 'ordinalCrossentropy',
    metrics: ['accuracy', 'meanRankError'],
    task: 'ordinal',
    score: ['rankError', -1],
    answer: { size: expect.stringMatching(/^[SML]$/), probabilities: { S: chance, M: chance, L: chance } },
  },
  {
    name: 'quantiles',
    column: 'wait',
    target: { type: 'quantiles', quantiles: [0.25, 0.5, 0.75] },
    head: { units: 3, activation: 'linear' },
    loss: 'quantiles',
    metrics: ['meanPinball'],
    task: 'quantiles',
    score: ['pinball', -1],
    answer: { wait: chance, quantiles: { '0.25': chance, '0.5': chance, '0.75': chance } },
  },
  {
    name: 'count',
    column: 'visits',
    target: { type: 'count' },
    head: { units: 1, activation: 'linear' },
    loss: 'logPoisson',
    metrics: ['meanPoissonDeviance', 'meanAbsoluteError'],
    task: 'count',
    score: ['poissonDeviance', -1],
    answer: { visits: chance },
  },
];
