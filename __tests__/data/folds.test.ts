import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldRows } from '../../src/data/folds.ts';
import type { Split } from '../../src/data/split.ts';
import { DataError } from '../../src/errors.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const folds = fc.integer({ min: 2, max: 7 });
/** Class numbers of rows, each class at least twice. */
const classes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 7, maxLength: 80 }).map((labels) => [...labels, ...new Set(labels)]);

const sorted = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);
const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);
const countOf = (rows: Uint32Array, labels: ArrayLike<number>, label: number) => rows.filter((row) => labels[row] === label).length;
const labelsOf = <T>(rows: Uint32Array, labels: readonly T[]) => new Set(Array.from(rows, (row) => labels[row]));

function expectPartition(splits: readonly Split[], count: number): void {
  expect(sorted(splits.flatMap(({ heldOut }) => [...heldOut]))).toEqual([...Array(count).keys()]);
  for (const { training, heldOut } of splits) {
    expect([...training]).toEqual(sorted(training));
    expect([...heldOut]).toEqual(sorted(heldOut));
    expect(sorted([...training, ...heldOut])).toEqual([...Array(count).keys()]);
  }
}

test('every row is held out once, by folds whose sizes differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 200 }), folds, seeds, (count, k, seed) => {
      const splits = foldRows(count, k, seed);
      expect(splits).toHaveLength(k);
      expectPartition(splits, count);
      expect(spread(splits.map(({ heldOut }) => heldOut.length))).toBeLessThanOrEqual(1);
    }),
    { seed: 1 },
  );
});

test('each class is spread evenly, and every training part has every class', () => {
  fc.assert(
    fc.property(classes, folds, seeds, (labels, k, seed) => {
      const splits = foldRows(labels.length, k, seed, { classes: labels });
      expectPartition(splits, labels.length);
      expect(spread(splits.map(({ heldOut }) => heldOut.length))).toBeLessThanOrEqual(1);
      for (const label of new Set(labels)) {
        expect(spread(splits.map(({ heldOut }) => countOf(heldOut, labels, label)))).toBeLessThanOrEqual(1);
        for (const { training } of splits) expect(countOf(training, labels, label)).toBeGreaterThan(0);
      }
    }),
    { seed: 2 },
  );
});

test('no group is on both sides, and folds differ by the largest group at most', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 40, maxLength: 120 }), folds, seeds, (numbers, k, seed) => {
      const groups = numbers.map((group) => `g${group}`);
      fc.pre(new Set(groups).size >= k);
      const splits = foldRows(groups.length, k, seed, { groups });
      expectPartition(splits, groups.length);
      for (const { training, heldOut } of splits) {
        const inTraining = labelsOf(training, groups);
        for (const group of labelsOf(heldOut, groups)) expect(inTraining.has(group)).toBe(false);
      }
      const largest = Math.max(...[...new Set(groups)].map((group) => groups.filter((other) => other === group).length));
      expect(spread(splits.map(({ heldOut }) => heldOut.length))).toBeLessThanOrEqual(largest);
      expect(splits.every(({ heldOut }) => heldOut.length > 0)).toBe(true);
    }),
    { seed: 3 },
  );
});

test('with groups and classes, no group is torn and every training part has every class, or the data are refused', () => {
  const rows = fc.array(fc.record({ group: fc.integer({ min: 0, max: 15 }), label: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 10,
    maxLength: 90,
  });
  let refused = 0;
  fc.assert(
    fc.property(rows, folds, seeds, (table, k, seed) => {
      const [groups, labels] = [table.map(({ group }) => group), table.map(({ label }) => label)];
      let splits: readonly Split[];
      try {
        splits = foldRows(table.length, k, seed, { groups, classes: labels });
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        refused++;
        return;
      }
      expectPartition(splits, table.length);
      for (const { training, heldOut } of splits) {
        expect(heldOut.length).toBeGreaterThan(0);
        const inTraining = labelsOf(training, groups);
        for (const group of labelsOf(heldOut, groups)) expect(inTraining.has(group)).toBe(false);
        expect(labelsOf(training, labels)).toEqual(new Set(labels));
      }
    }),
    { seed: 4, numRuns: 300 },
  );
  expect(refused).toBeLessThan(60);
});

test('groups of one class each are spread by class as well as by size', () => {
  const groups = Array.from({ length: 120 }, (_, row) => Math.floor(row / 4)); // 30 groups of 4
  const labels = groups.map((group) => (group < 20 ? 0 : 1));
  for (const { heldOut } of foldRows(120, 5, 11, { groups, classes: labels })) {
    expect([countOf(heldOut, labels, 0), countOf(heldOut, labels, 1)]).toEqual([16, 8]);
  }
});

test('a class with fewer rows than folds is held out by as many as it has', () => {
  const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
  const held = foldRows(11, 5, 1, { classes: labels }).map(({ heldOut }) => countOf(heldOut, labels, 1));
  expect(sorted(held)).toEqual([0, 0, 1, 1, 1]);
});

test('a seed decides the folds, the same on every machine', () => {
  expect(foldRows(9, 3, 5).map(({ heldOut }) => [...heldOut])).toMatchInlineSnapshot(`
   [
     [
       1,
       2,
       7,
     ],
     [
       0,
       4,
       8,
     ],
     [
       3,
       5,
       6,
     ],
   ]
  `);
  const groups = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6];
  expect(foldRows(12, 3, 5, { groups })).toEqual(foldRows(12, 3, 5, { groups }));
  expect(foldRows(12, 3, 5, { groups })).not.toEqual(foldRows(12, 3, 6, { groups }));
  expect(foldRows(9, 3, 5)).not.toEqual(foldRows(9, 3, 6));
});

describe('what cannot be folded is refused:', () => {
  test.each([1, 2.5, NaN])('%d folds', (k) => {
    expect(() => foldRows(10, k, 0)).toThrow('folds: expected a whole number of 2 or more');
  });

  test('fewer rows than folds', () => {
    expect(() => foldRows(4, 5, 0)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected 5 rows or more, one for each fold, received 4
         fix: give more rows, or ask for fewer folds"
    `);
  });

  test('fewer groups than folds', () => {
    expect(() => foldRows(6, 3, 0, { groups: ['a', 'a', 'a', 'b', 'b', 'b'] })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       groups: expected 3 groups or more, one for each fold, received 2
         fix: ask for fewer folds"
    `);
  });

  test('a class with a single row, which could not be held out and learned', () => {
    expect(() => foldRows(6, 2, 0, { classes: [0, 0, 1, 2, 2, 2] })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected two rows or more of each class, so that it can be learned while one is held out, received a row alone: row 3
         fix: give more rows of its class, or leave it out"
    `);
    expect(() => foldRows(10, 2, 0, { classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 8] })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected two rows or more of each class, so that it can be learned while one is held out, received rows alone: row 1, 2, 3, 4, 5 and 3 more
         fix: give more rows of its class, or leave it out"
    `);
  });

  test('a class that is in a single group', () => {
    const [groups, labels] = [[1, 1, 2, 2, 3, 3], [0, 0, 0, 0, 1, 1]]; // prettier-ignore
    expect(() => foldRows(6, 2, 0, { groups, classes: labels })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       groups: expected each class in two groups or more, so that it can be learned while one is held out, received a class that is in the group of row 5 alone
         fix: leave the rows of that class out"
    `);
  });

  test('groups of which some class always goes whole', () => {
    // Three classes, each in two of three groups: with two folds, two groups are together, and a class with them.
    const [groups, labels] = [[1, 1, 2, 2, 3, 3], [0, 1, 1, 2, 2, 0]]; // prettier-ignore
    expect(() => foldRows(6, 2, 0, { groups, classes: labels })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       groups: expected groups that can be held out without taking all rows of a class with them, received no such way among 32 tried
         fix: ask for another number of folds, or make the groups smaller"
    `);
  });
});
