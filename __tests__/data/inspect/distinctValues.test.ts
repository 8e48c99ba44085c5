import { expect, test } from '@jest/globals';
import { createDistinctValues } from '../../../src/data/inspect/distinctValues.ts';

test('no more values are kept than asked for, however many come, and the counts of those kept are exact', () => {
  const values = createDistinctValues(100);
  let most = 0;
  for (let i = 0; i < 60_000; i++) {
    values.add(i % 20_000);
    most = Math.max(most, values.kept().size);
  }
  expect(most).toBeLessThanOrEqual(100);
  expect(values.isExact()).toBe(false);
  expect([...new Set(values.kept().values())]).toEqual([3]);
  expect(Math.abs(values.count() / 20_000 - 1)).toBeLessThan(0.3);
  expect(values.repeats()).toBe(2 * values.count());
});

test('as many as are kept are told exactly', () => {
  const values = createDistinctValues(3);
  for (const value of ['a', 'b', 'a', 1, 'a']) values.add(value);
  expect([values.isExact(), values.count(), values.repeats(), [...values.kept()]]).toEqual([
    true,
    3,
    2,
    [
      ['a', 3],
      ['b', 1],
      [1, 1],
    ],
  ]);
});
