import { expect, test } from '@jest/globals';
import { createDistinctValues } from '../../../src/data/inspect/distinctValues.ts';
import { partRows } from '../../../src/data/partRows.ts';
import { frameOfRows } from '../../../src/data/read/memoryFrame.ts';

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

test('the keys of the rows to train on are counted as well as all others', () => {
  const frame = frameOfRows(Array.from({ length: 20_000 }, (_, i) => ({ id: `user-${i}` })));
  const { training } = partRows(frame, { validationSplit: 0.2, testSplit: 0, split: { type: 'key', column: 'id' } }, 1);
  const values = createDistinctValues(1000);
  for (const row of training) values.add(`user-${row}`);
  expect(Math.abs(values.count() / training.length - 1)).toBeLessThan(0.1);
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
