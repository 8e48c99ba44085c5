import { expect, test } from '@jest/globals';
import { createScale } from '../../../src/data/scale.ts';
import { createMoments } from '../../../src/data/statistics/moments.ts';

const COUNT = 200_000;
/** So many of one, and then as many of another that is 5000 more: mean 2500 above the first, deviation 2500. */
const halves = (first: number) => new Float64Array(COUNT).fill(first).fill(first + 5000, COUNT / 2);

test.each([1.7e15, -1.7e15, 0, 1.7e12])('numbers in two halves from %p on have their mean and deviation, in one pass', (first) => {
  const [moments, scale] = [createMoments(), createScale('standard')];
  const all = halves(first);
  for (const part of [all.subarray(0, 150_001), all.subarray(150_001)]) {
    moments.add(part);
    scale.addAll(part);
  }
  const { mean, deviation } = moments.result();
  expect(moments.count).toBe(COUNT);
  expect(mean - first).toBeCloseTo(2500, 0);
  expect(deviation).toBeCloseTo(2500, 3);
  const { shift, factor } = scale.finish();
  expect(shift - first).toBeCloseTo(2500, 0);
  expect(1 / factor).toBeCloseTo(2500, 3);
});

test('a first number far from the others has as little say as any', () => {
  const moments = createMoments();
  moments.add(Float64Array.of(0));
  moments.add(halves(1.7e15));
  // By whole numbers, of which no digit is lost.
  const mean = Number((100_000n * 1_700_000_000_000_000n + 100_000n * 1_700_000_000_005_000n) / 200_001n);
  expect(Math.abs(moments.result().mean - mean)).toBeLessThan(2);
});
