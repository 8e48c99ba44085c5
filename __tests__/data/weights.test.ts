import { describe, expect, test } from '@jest/globals';
import { atOnce } from '../../src/turns/inTurns.ts';
import { checkCells } from '../../src/data/check.ts';
import { hasWeight, labelsOf, rowWeights } from '../../src/data/weights.ts';
import { tableOfCsv } from './tableOfCsv.ts';

const names = ['a', 'b', 'c', 'd'];

describe('balanced class weights', () => {
  // From scikit-learn 1.9.1: compute_class_weight('balanced', classes=np.unique(y), y=y)
  test.each([
    ['of three classes', [0, 0, 0, 0, 0, 0, 1, 1, 1, 2], [0.5555555555555556, 1.1111111111111112, 3.3333333333333335]],
    ['where one has no row', [0, 0, ...Array<number>(10).fill(1), 3, 3, 3, 3, 3], [2.8333333333333335, 0.5666666666666667, NaN, 1.1333333333333333]], // prettier-ignore
    ['of a single class', [0, 0, 0], [1]],
  ])('are those of scikit-learn %s', (_, labels, expected) => {
    const weights = rowWeights(labels.length, { classes: { classWeight: 'balanced', names, labels } })!;
    labels.forEach((label, row) => expect(weights[row]).toBeCloseTo(expected[label]!, 6));
  });

  test('count as many rows as there are, all in all', () => {
    const labels = [0, 1, 1, 1, 2, 2];
    const weights = rowWeights(6, { classes: { classWeight: 'balanced', names, labels } })!;
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(6, 5);
  });
});

test('weights by class leave the classes that are not named at 1', () => {
  const labels = [0, 1, 2, 1];
  expect(rowWeights(4, { classes: { classWeight: { b: 5, c: 0 }, names, labels } })).toEqual(Float32Array.of(1, 5, 0, 5));
});

test('weights of rows and of their classes are multiplied', () => {
  const classes = { classWeight: { b: 5 }, names, labels: [0, 1, 1] };
  expect(rowWeights(3, { classes, sampleWeight: [2, 2, 0.5] })).toEqual(Float32Array.of(2, 10, 2.5));
});

test('without either there are none', () => {
  expect(rowWeights(3, {})).toBeUndefined();
});

test('rows none of which count are told from those of which one does', () => {
  expect([hasWeight([0, 0]), hasWeight([0, 0.5]), hasWeight([])]).toEqual([false, true, false]);
});

describe('a column of weights', () => {
  const spec = { features: { x: { type: 'number', scale: 'none' } }, target: { y: { type: 'number', scale: 'none' } } };

  test('may hold 0, and is checked with all other cells of a table', async () => {
    const read = await tableOfCsv('x,y,w\n1,2,0\n1,2,0.5\n', 'x.csv');
    expect(() => atOnce(checkCells(spec, read, 'w'))).not.toThrow();
    const table = await tableOfCsv('x,y,w\n1,2,1\n1,,-1\n1,2,NaN\n1,2,much\n1,2,\n1,2,1e39\n1,2,-0.5\n', 'x.csv');
    expect(() => atOnce(checkCells(spec, table, 'w'))).toThrowErrorMatchingInlineSnapshot(`
     "x.csv has 2 problems
       column "y": expected a number in each row, received "" in line 3
         fix: fill in the cells or leave the rows out; a column of words is a "category"
       column "w": expected a weight, a number that is 0 or more in each row, received "-1" in line 3, "NaN" in line 4, "much" in line 5, "" in line 6, "1e39" in line 7 and 1 more
         fix: correct the cells or leave the rows out"
    `);
  });

  test('must be there', async () => {
    const read = await tableOfCsv('x,y,weight\n1,2,1\n', 'x.csv');
    expect(() => atOnce(checkCells(spec, read, 'weihgt'))).toThrowErrorMatchingInlineSnapshot(`
     "x.csv has a problem
       column "weihgt": expected a column of that name, received the columns x, y, weight
         fix: did you mean "weight"?"
    `);
  });

  test('must not be 0 throughout', async () => {
    const read = await tableOfCsv('x,y,w\n1,2,0\n3,4,0\n', 'x.csv');
    expect(() => atOnce(checkCells(spec, read, 'w'))).toThrowErrorMatchingInlineSnapshot(`
     "x.csv has a problem
       column "w": expected a weight above 0 in at least one row, received 0 in each"
    `);
  });
});

test('a class is read from 0 and 1, class numbers and one-hot rows alone', () => {
  expect([...labelsOf([0, 1, 1], 3, 'ys')]).toEqual([0, 1, 1]);
  expect([...labelsOf([2, 0], 2, 'ys')]).toEqual([2, 0]);
  expect([...labelsOf([0, 0, 1, 1, 0, 0], 2, 'ys')]).toEqual([2, 0]);
  expect(() => labelsOf([1, 0.5], 2, 'ys')).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     ys[1]: expected a whole class, as classWeight weighs classes, received 0.5"
  `);
  for (const soft of [[0.9, 0.1], [1, 1], [0, 0]]) expect(() => labelsOf([1, 0, ...soft], 2, 'ys')).toThrow('ys[1]: expected one 1 and else 0'); // prettier-ignore
});
