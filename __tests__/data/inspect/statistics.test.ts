import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { NumberProfile } from '../../../src/data/inspect/profile.ts';
import { profileOf } from './profileOf.ts';

type Reference = Pick<NumberProfile, 'mean' | 'deviation' | 'quantiles'> & Partial<Pick<NumberProfile, 'skewness' | 'logSkewness'>>;
const reference = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Readonly<Record<string, Reference>>;

/** The same numbers as in reference.py. */
function draw(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}

const cases: Readonly<Record<string, readonly number[]>> = {
  even: draw(1, 1001),
  'far from 0': draw(2, 1000).map((u) => 1e9 + u),
  'near the largest double': draw(3, 500).map((u) => (2 * u - 1) * 1.5e308),
  'near the smallest': draw(4, 500).map((u) => u * 1e-305),
  'from tiny to huge': draw(5, 400).map((u) => 2 ** Math.floor(1800 * u - 900)),
  'a long tail': draw(6, 2000).map((u) => u / (1.001 - u)),
  two: [3.5, -1.25],
};

/** Equal but for a few last digits. */
function expectClose(received: number, expected: number, digits = 12): void {
  expect(Math.abs(received / expected - 1)).toBeLessThan(10 ** -digits);
}

test.each(Object.keys(cases))('numbers %s have the mean, deviation and quantiles of exact arithmetic and numpy', async (name) => {
  const numbers = (await profileOf(cases[name]!)).numbers!;
  const expected = reference[name]!;
  expectClose(numbers.mean, expected.mean);
  expectClose(numbers.deviation, expected.deviation);
  for (const [key, value] of Object.entries(expected.quantiles)) {
    expectClose(numbers.quantiles[key as keyof typeof numbers.quantiles], value);
  }
  if (expected.skewness === undefined) return;
  expect(numbers.skewness).toBeCloseTo(expected.skewness, 9);
  expect(numbers.logSkewness).toBeCloseTo(expected.logSkewness!, 9);
});

test.each([0, 0.1, 1e300, -7])('a column of %p alone has no deviation', async (value) => {
  const { numbers, holds } = await profileOf(new Array<number>(1000).fill(value));
  expect(holds).toBe('constant');
  expect(numbers!.deviation).toBe(0);
  expectClose(numbers!.mean + 1e-300, value + 1e-300);
});

test('quantiles of more numbers than are kept are near those of all', async () => {
  const { numbers } = await profileOf(draw(9, 60_000));
  expect(numbers!.quantiles.p05).toBeCloseTo(0.05, 1.7);
  expect(numbers!.quantiles.p50).toBeCloseTo(0.5, 1.7);
  expect(numbers!.quantiles.p99).toBeCloseTo(0.99, 1.7);
  expect(numbers!.count).toBe(60_000);
});

test('a histogram has a bin for each of few whole numbers, and 20 even ones for others', async () => {
  expect((await profileOf([3, 1, 3, 5, 3])).histogram).toEqual({ edges: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5], counts: [1, 0, 3, 0, 1] });
  const { counts, edges } = (await profileOf(draw(1, 10_000))).histogram!;
  expect([counts.length, edges.length]).toEqual([20, 21]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(10_000);
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(100);
});

test('a histogram of the widest range that doubles have is no matter', async () => {
  const { counts, edges } = (await profileOf([-1.7e308, 0, 0.5, 1.7e308])).histogram!;
  expect(counts.reduce((sum, count) => sum + count)).toBe(4);
  expect(edges.every(Number.isFinite)).toBe(true);
});
