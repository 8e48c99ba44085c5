import { describe, expect, test } from '@jest/globals';
import { splitRows } from '../../src/data/split.ts';

test('each row is in one part, and each part in order', () => {
  const { training, heldOut } = splitRows(100, 0.2, 7);
  expect([training.length, heldOut.length]).toEqual([80, 20]);
  expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
  for (const part of [training, heldOut]) expect([...part]).toEqual([...part].sort((a, b) => a - b));
});

test('a seed decides the split, the same on every machine', () => {
  expect([...splitRows(20, 0.25, 1).heldOut]).toMatchInlineSnapshot(`
   [
     3,
     6,
     11,
     13,
     18,
   ]
  `);
  expect(splitRows(20, 0.25, 1)).toEqual(splitRows(20, 0.25, 1));
  expect(splitRows(20, 0.25, 2)).not.toEqual(splitRows(20, 0.25, 1));
});

describe('with classes', () => {
  const heldOutOf = (classes: readonly number[], share: number, seed = 3) => {
    const counts = new Map<number, number>();
    for (const row of splitRows(classes.length, share, seed, classes).heldOut) {
      counts.set(classes[row]!, (counts.get(classes[row]!) ?? 0) + 1);
    }
    return counts;
  };
  const repeat = (counts: readonly number[]) => counts.flatMap((n, label) => Array.from({ length: n }, () => label));

  test('each is held out in proportion', () => {
    expect(heldOutOf(repeat([50, 50, 50]), 0.2)).toEqual(new Map([[0, 10], [1, 10], [2, 10]])); // prettier-ignore
    expect(heldOutOf(repeat([1057, 143]), 0.2)).toEqual(new Map([[0, 211], [1, 29]])); // prettier-ignore
  });

  test('the number held out in all is the share, whatever the classes round to', () => {
    for (const counts of [
      [7, 7, 7],
      [3, 5, 11, 13],
      [1, 1, 98],
    ]) {
      // prettier-ignore
      const classes = repeat(counts);
      const held = [...heldOutOf(classes, 0.2).values()].reduce((a, b) => a + b);
      expect(held).toBe(Math.round(classes.length * 0.2));
    }
  });

  test('one row of each stays for training', () => {
    const classes = repeat([1, 2, 2, 30]);
    const { training } = splitRows(classes.length, 0.9, 5, classes);
    expect(new Set([...training].map((row) => classes[row]))).toEqual(new Set([0, 1, 2, 3]));
    expect(heldOutOf(classes, 0.9).has(0)).toBe(false);
  });
});

test('at least one row is held out, and one is kept', () => {
  expect(splitRows(2, 0.01, 0).heldOut).toHaveLength(1);
  expect(splitRows(2, 0.99, 0).training).toHaveLength(1);
});

test('rows too few to split are refused', () => {
  expect(() => splitRows(1, 0.2, 0)).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     rows: expected two rows or more, to hold some out, received 1
       fix: give more rows, or set validationSplit to 0"
  `);
  expect(() => splitRows(3, 0.2, 0, [0, 1, 2])).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     rows: expected two rows or more of some class, to hold one out and keep one to train on, received 3, each of another class
       fix: give more rows, or set validationSplit to 0"
  `);
});
