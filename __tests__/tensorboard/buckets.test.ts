import { expect, test } from '@jest/globals';
import { BUCKETS, bucketsOf } from '../../src/tensorboard/buckets.ts';

test('every value is in one bucket, the greatest in the last', () => {
  const buckets = bucketsOf(Float32Array.from({ length: 61 }, (_, i) => i / 2));
  expect(buckets).toHaveLength(BUCKETS);
  expect(buckets[0]).toEqual([0, 1, 2]);
  expect(buckets.at(-1)).toEqual([29, 30, 3]);
});

test('values that are not finite are left out', () => {
  const buckets = bucketsOf([NaN, 0, Infinity, 30, -Infinity]);
  expect(buckets.filter(([, , count]) => count > 0)).toEqual([[0, 1, 1], [29, 30, 1]]); // prettier-ignore
  expect(bucketsOf([NaN]).flat()).toEqual(new Array(3 * BUCKETS).fill(0));
});
