import { expect, test } from '@jest/globals';
import { MARKS, type RowMarks } from '../../../src/model/rowMarks.ts';
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
