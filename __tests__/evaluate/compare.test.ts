import { describe, expect, test } from '@jest/globals';
import { compareAnswers, gainOf } from '../../src/evaluate/compare.ts';
import { createRandom } from '../../src/random.ts';

/** What follows from one loss a row. */
function compareLosses(own: Float64Array, other: Float64Array): string {
  const { mean, isClear } = gainOf(own, other);
  return isClear ? (mean > 0 ? 'better' : 'worse') : 'equal';
}

const losses = (rows: number, of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));

describe('of two models, one is', () => {
  test('better where it gains a little in every row, however much rows differ', () => {
    const other = losses(20, (row) => row ** 2);
    expect(compareLosses(other.map((loss) => loss - 0.1), other)).toBe('better'); // prettier-ignore
    expect(compareLosses(other, other.map((loss) => loss - 0.1))).toBe('worse'); // prettier-ignore
  });

  test('equal where gains and losses are as likely as not', () => {
    expect(compareLosses(losses(20, (row) => row % 2), losses(20, () => 0.45))).toBe('equal'); // prettier-ignore
  });

  test('equal to itself, and but for rounding', () => {
    const own = losses(20, (row) => row);
    expect(compareLosses(own, own)).toBe('equal');
    expect(compareLosses(own, own.map((loss) => loss * (1 + 1e-7)))).toBe('equal'); // prettier-ignore
  });

  test('equal where there are three rows or fewer, which tell nothing', () => {
    expect(compareLosses(losses(3, () => 0), losses(3, () => 1))).toBe('equal'); // prettier-ignore
    expect(compareLosses(losses(4, () => 0), losses(4, () => 1))).toBe('better'); // prettier-ignore
  });

  test('seldom called better where both are alike', () => {
    const random = createRandom(5);
    const draw = () => losses(88, () => random.next());
    const verdicts = Array.from({ length: 400 }, () => compareLosses(draw(), draw()));
    const wrong = verdicts.filter((verdict) => verdict !== 'equal').length / verdicts.length;
    expect(wrong).toBeGreaterThan(0.01);
    expect(wrong).toBeLessThan(0.08);
  });
});

test('several numbers a row count as one loss a row', () => {
  const targets = new Float64Array(8);
  const own = new Float64Array(8).fill(1);
  const other = Float64Array.of(0, 2, 0, 2, 0, 2, 0, 2);
  expect(compareAnswers('regression', { targets, outputs: own, rows: 4 }, other)).toBe('better');
});

test('rows count by their weight', () => {
  const rows = 20;
  const own = new Float64Array(rows).map((_, row) => (row < 10 ? 0 : 2));
  const compare = (weights?: Float64Array) =>
    compareAnswers(
      'regression',
      { targets: new Float64Array(rows), outputs: own, rows, ...(weights ? { weights } : {}) },
      new Float64Array(rows).fill(1),
    );
  expect(compare(new Float64Array(rows).map((_, row) => (row < 10 ? 1 : 0)))).toBe('better');
  expect(compare(new Float64Array(rows).map((_, row) => (row < 10 ? 0 : 1)))).toBe('worse');
  expect(compare(new Float64Array(rows).fill(3))).toBe(compare());
});

describe('of classes', () => {
  const rows = 60;
  const targets = new Float64Array(rows);
  /** Probabilities of the right class, by row. */
  const answer = (of: (row: number) => number) =>
    Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? of(at >> 1) : 1 - of(at >> 1)));
  const compare = (own: (row: number) => number, other: (row: number) => number) =>
    compareAnswers('multiclass', { targets, outputs: answer(own), rows }, answer(other));

  test('better probabilities without more right answers are called just that', () => {
    expect(compare(() => 0.9, () => 0.6)).toBe('surer'); // prettier-ignore
    expect(compare((row) => (row === 0 ? 0.4 : 0.9), () => 0.6)).toBe('surer'); // prettier-ignore
    expect(compare(() => 0.9, (row) => (row === 0 ? 0.4 : 0.6))).toBe('better'); // prettier-ignore
    expect(compare(() => 0.6, () => 0.9)).toBe('worse'); // prettier-ignore
  });

  test('more right answers are enough, unless probabilities point the other way', () => {
    expect(compare(() => 0.51, (row) => (row % 5 === 0 ? 0.49 : 0.51))).toBe('better'); // prettier-ignore
    expect(compare((row) => (row === 0 ? 1e-7 : 0.6), (row) => (row % 5 === 0 ? 0.49 : 0.8))).toBe('mixed'); // prettier-ignore
  });

  test('answers alike are equal', () => {
    expect(compare((row) => 0.3 + (row % 2) / 2, (row) => 0.8 - (row % 2) / 2)).toBe('equal'); // prettier-ignore
  });
});
