import { DataError, show, type Issue } from '../errors.ts';
import type { Row } from './encoders.ts';

/** Rows given by column: `{ age: [31, 45], plan: ['basic', 'plus'] }`, each a list or typed array of equal length. */
export type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

const expected = 'a list of objects, or an object of columns';

/** What is wrong where neither is given. */
export const noRows = (data: unknown): DataError => new DataError('the data', [{ path: 'rows', expected, received: show(data) }]);

/**
 * @param before How many rows of the same table stand before these.
 * @throws DataError where a row is no object of values.
 */
export function checkList(rows: readonly unknown[], before = 0): readonly Row[] {
  const wrong = rows.findIndex((row) => !isRowObject(row));
  if (wrong >= 0) {
    const fix = Array.isArray(rows[wrong]) ? { fix: 'write { column: value, ... } for each row' } : {};
    throw new DataError('the data', [
      { path: `rows[${before + wrong}]`, expected: 'an object of values by column', received: show(rows[wrong]), ...fix },
    ]);
  }
  return rows as readonly Row[];
}

/**
 * The length of all columns.
 * @throws DataError where one is no list, or they differ in length.
 */
export function checkColumns(columns: Columns): number {
  const names = Object.keys(columns);
  if (names.length === 0) throw new DataError('the data', [{ path: 'rows', expected, received: '{}' }]);
  const issues: Issue[] = names
    .filter((name) => !isList(columns[name]))
    .map((name) => ({ path: `column ${show(name)}`, expected: 'a list of values', received: show(columns[name]) }));
  if (issues.length === names.length) {
    throw new DataError('the data', [{ path: 'rows', expected, received: 'one row', fix: 'put it in a list: [{ ... }]' }]);
  }
  if (issues.length > 0) throw new DataError('the data', issues);
  const length = columns[names[0]!]!.length;
  for (const name of names) {
    if (columns[name]!.length === length) continue;
    const even = `a list of ${length}, as ${show(names[0])} has`;
    issues.push({ path: `column ${show(name)}`, expected: even, received: `a list of ${columns[name]!.length}` });
  }
  if (issues.length > 0) throw new DataError('the data', issues);
  return length;
}

export const isRowObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
const isList = (value: unknown) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
