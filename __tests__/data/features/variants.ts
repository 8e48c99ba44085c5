import type { Row } from '../../../src/data/encoders.ts';
import type { Random } from '../../../src/random.ts';
import type { featureKinds } from '../../../src/spec/features.ts';
import { type FeatureSpec } from '../../../src/spec/features.ts';

/** A way to write a feature that reads column x (or x0, x1), and rows that it may be asked for. */
export interface Variant {
  readonly feature: FeatureSpec;
  /** Any row that training rows may be among. */
  row(random: Random): Row;
  /** A row that training rows are not, and that is no mistake. */
  readonly strange: Row;
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
const x = (value: unknown): Row => ({ x: value });

const numbers: Omit<Variant, 'feature'> = {
  row: (random) => x(pick(random, [random.next() * 100, -(random.next() ** 9) * 1e12, '7', 7, 0])),
  strange: x('-1e20'),
};
const numbersWithGaps: Omit<Variant, 'feature'> = {
  row: (random) => (random.next() < 0.3 ? x(pick(random, ['', 'NA', null, undefined])) : numbers.row(random)),
  strange: x('?'),
};
const levels: Omit<Variant, 'feature'> = { row: (random) => x(pick(random, ['a', 'b', 'b', 'b', 'c', 3, true])), strange: x('never') };
const levelsWithGaps: Omit<Variant, 'feature'> = {
  row: (random) => (random.next() < 0.3 ? x(pick(random, ['', 'NA', null])) : levels.row(random)),
  strange: x('-'),
};
const answers: Omit<Variant, 'feature'> = { row: (random) => x(pick(random, ['yes', 'no', true, 0])), strange: x('OFF') };
const moments: Omit<Variant, 'feature'> = {
  row: (random) =>
    x(pick(random, ['2024-01-31', '25/12/2023', '01/02/2023', '2022-05-06T07:08', new Date(1.6e12 + Math.floor(random.next() * 1e11))])),
  strange: x('9999-12-31'),
};
const momentsWithGaps: Omit<Variant, 'feature'> = {
  row: (random) => (random.next() < 0.3 ? x(pick(random, ['', 'NA', null])) : moments.row(random)),
  strange: x(''),
};
const words: Omit<Variant, 'feature'> = {
  row: (random) => x(pick(random, ['Red apple', 'red, red pear', 'green PEAR', '', null, 'été 42'])),
  strange: x('nothing of that'),
};

/** Each kind whose numbers join those of others, in all the ways that its options make it another thing. */
export const variants: readonly Variant[] = [
  ...(['standard', 'minMax', 'robust', 'log1p', 'standardAndLog1p', 'quantile', 'none'] as const).map((scale) => ({
    feature: { type: 'number', scale } as const,
    ...numbers,
  })),
  ...(['mean', 'median', 'mostFrequent', -1] as const).map((missing) => ({
    feature: { type: 'number', missing } as const,
    ...numbersWithGaps,
  })),
  { feature: { type: 'number', scale: 'quantile', bins: 3, missing: 'mean' }, ...numbersWithGaps },
  { feature: 'category', ...levels },
  { feature: { type: 'category', minFrequency: 3 }, ...levels },
  { feature: { type: 'category', maxLevels: 2 }, ...levels },
  { feature: { type: 'category', levels: ['c', 'a'] }, ...levels },
  ...(['level', 'mostFrequent'] as const).map((missing) => ({ feature: { type: 'category', missing } as const, ...levelsWithGaps })),
  { feature: { type: 'category', missing: { level: 'z' }, minFrequency: 2 }, ...levelsWithGaps },
  { feature: 'boolean', ...answers },
  { feature: { type: 'boolean', missing: 'mostFrequent' }, row: (random) => x(pick(random, ['y', 'n', ''])), strange: x('NaN') },
  { feature: 'date', ...moments },
  { feature: { type: 'date', parts: ['year', 'month', 'dayOfYear', 'dayOfMonth', 'dayOfWeek', 'hour', 'minute', 'trend'] }, ...moments },
  ...(['mean', 'median', 'mostFrequent', '2020-02-29'] as const).map((missing) => ({
    feature: { type: 'date', missing } as const,
    ...momentsWithGaps,
  })),
  ...(['element', 'all'] as const).map((scaleBy) => ({
    feature: { type: 'vector', scaleBy } as const,
    row: (random: Random) => x(pick<unknown>(random, [[1, random.next()], '[3, 4]', Float32Array.of(5, 6)])),
    strange: x('1e20 -1e20'),
  })),
  ...(['mean', 0] as const).map((missing) => ({
    feature: { type: 'vector', missing } as const,
    row: (random: Random) => x(pick<unknown>(random, [[1, random.next()], '[3, ]', [null, 4], 'NA', Float32Array.of(NaN, 6)])),
    strange: x('1e20,NA'),
  })),
  {
    feature: { type: 'vector', columns: ['x1', 'x0'], missing: 'mean' },
    row: (random) => ({ x0: pick(random, ['', random.next()]), x1: pick(random, ['1', 2, 3, 'NA']) }),
    strange: { x0: 1e20, x1: '' },
  },
  {
    feature: { type: 'vector', columns: ['x1', 'x0'] },
    row: (random) => ({ x0: random.next(), x1: pick(random, ['1', 2, 3]) }),
    strange: { x0: 1e20, x1: 0 },
  },
  { feature: { type: 'vector', columns: 'x*' }, row: (random) => ({ x0: random.next(), x1: 2 }), strange: { x0: -5, x1: 2 } },
  ...(['tfidf', 'count', 'binary'] as const).map((values) => ({
    feature: { type: 'text', values, minFrequency: 1, ngrams: [1, 2] } as const,
    ...words,
  })),
  { feature: { type: 'text', encoding: 'hash', size: 5 }, ...words },
  { feature: { type: 'text', analyzer: 'character', ngrams: [2, 3], minFrequency: 1, size: 9 }, ...words },
];

/** Kinds that no variant is of: they have an input of their own, or become nothing. */
export const others: readonly (keyof typeof featureKinds)[] = ['sequence', 'ignore'];
