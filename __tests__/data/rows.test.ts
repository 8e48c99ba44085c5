import { describe, expect, test } from '@jest/globals';
import type { Row } from '../../src/data/encoders.ts';
import { frameOf, type RowData } from '../../src/data/read/memoryFrame.ts';

/** What a table in memory is read as. */
function rowsOf(data: RowData): Row[] {
  const { rows, names, column } = frameOf(data);
  return Array.from({ length: rows }, (_, row) => Object.fromEntries(names.map((name) => [name, column(name)!.cell(row)])));
}

test('a list of rows is taken as it is', () => {
  const rows = [{ a: 1 }, { a: 2 }];
  expect(rowsOf(rows)).toEqual(rows);
  expect(rowsOf([])).toEqual([]);
});

test('columns become rows, from lists and typed arrays alike', () => {
  expect(rowsOf({ a: [1, 2], b: Float32Array.of(3, 4) })).toEqual([
    { a: 1, b: 3 },
    { a: 2, b: 4 },
  ]);
});

test('a column named __proto__ is a column like others', () => {
  const columns = JSON.parse('{ "__proto__": [1] }') as Record<string, number[]>;
  expect(Object.entries(rowsOf(columns)[0]!)).toEqual([['__proto__', 1]]);
});

describe('what is neither rows nor columns is refused:', () => {
  const check = (data: unknown) => () => frameOf(data as RowData);

  test('a text', () =>
    expect(check('iris')).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected a list of objects, or an object of columns, received "iris""
    `));
  test('nothing', () =>
    expect(check(undefined)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected a list of objects, or an object of columns, received nothing"
    `));
  test('an empty object', () =>
    expect(check({})).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected a list of objects, or an object of columns, received {}"
    `));
  test('one row without its list', () =>
    expect(check({ a: 1, b: 'x' })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected a list of objects, or an object of columns, received one row
         fix: put it in a list: [{ ... }]"
    `));
  test('rows that are lists', () =>
    expect(check([[1, 2]])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows[0]: expected an object of values by column, received [1,2]
         fix: write { column: value, ... } for each row"
    `));
  test('a row that is null', () =>
    expect(check([{ a: 1 }, null])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows[1]: expected an object of values by column, received null"
    `));
  test('a column that is no list', () =>
    expect(check({ a: [1], b: 'x' })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "b": expected a list of values, received "x""
    `));
  test('columns of unequal length', () =>
    expect(check({ a: [1], b: [1, 2] })).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "b": expected a list of 1, as "a" has, received a list of 2"
    `));
});
