import { expect, test } from '@jest/globals';
import { MARKS, type RowMarks } from '../../../src/model/rowMarks.ts';
import { createRandom } from '../../../src/random.ts';
import { createMarkPairs } from '../../../src/train/watch/markPairs.ts';
import { createSharedRows } from '../../../src/train/watch/sharedRows.ts';

/** Rows whose features are alike, each with another target. */
const alike = (features: number, rows: number): RowMarks => ({
  features: new Float64Array(rows).fill(features),
  all: Float64Array.from({ length: rows }, (_, row) => features + row),
});
const place = (row: number) => `row ${row + 1}`;
const told = (trained: readonly RowMarks[]) => {
  const shared = createSharedRows({ training: 8, unseen: 100 });
  for (const marks of trained) shared.addTraining(marks);
  for (const marks of trained) shared.addUnseen('test', marks, place);
  return shared.warnings().map(({ message }) => /^.*among/.exec(message)?.[0]);
};

test('rows are all compared where there is room for what is kept of them', () => {
  expect(told([alike(1, 2), alike(MARKS * 0.9, 6)])).toMatchInlineSnapshot(`
   [
     "rows of the test: 8 of 8 are also among",
   ]
  `);
});

test('rows of few features and many targets are compared by a sample, as each target takes room', () => {
  expect(told([alike(1, 2), alike(MARKS * 0.9, 20)])).toMatchInlineSnapshot(`
   [
     "rows of the test: 2 of a sample of 2 are also among",
   ]
  `);
});

test('rows that come again take no more room', () => {
  expect(told([alike(1, 2), ...Array.from({ length: 10 }, () => alike(MARKS * 0.9, 6))])).toMatchInlineSnapshot(`
   [
     "rows of the test: 62 of 62 are also among",
   ]
  `);
});

test('pairs of marks are kept once each, and forgotten where their features are not below a limit', () => {
  const random = createRandom(1);
  const marks = Array.from(
    { length: 5000 },
    () => [Math.floor(random.next() * 100) * (MARKS / 128), Math.floor(random.next() * 40)] as const,
  );
  const pairs = createMarkPairs();
  for (const [features, all] of marks) pairs.add(features, all);
  const expected = new Set(marks.map(String));
  expect(pairs.size).toBe(expected.size);
  pairs.keepBelow(MARKS / 2);
  const kept = marks.filter(([features]) => features < MARKS / 2);
  expect(pairs.size).toBe(new Set(kept.map(String)).size);
  expect(marks.filter(([features, all]) => pairs.has(features, all))).toEqual(kept);
  expect(new Set(pairs.sortedFeatures())).toEqual(new Set(kept.map(([features]) => features)));
});
