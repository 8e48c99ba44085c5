import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Row } from '../../../src/data/encoders.ts';
import type { Source } from '../../../src/data/frame.ts';
import { inspectTable } from '../../../src/data/inspect/inspectTable.ts';
import type { Holds, IdLook } from '../../../src/data/inspect/profile.ts';
import { MISSING_TEXTS } from '../../../src/data/missing.ts';
import { frameOfRows } from '../../../src/data/read/memoryFrame.ts';
import { sourceOfFrame } from '../../../src/data/read/memorySource.ts';
import { tableOfCsv } from '../tableOfCsv.ts';
import { drawn, inspect, profileOf } from './profileOf.ts';

const repeat = <T>(values: readonly T[], times: number): T[] => Array.from({ length: times }, () => values).flat();
const letters = (count: number) => drawn(count, 5).map((u) => u.toString(36).slice(2, 9));

const kinds: readonly (readonly [string, readonly unknown[], Holds])[] = [
  ['numbers', ['1.5', '2', '-3e2'], 'numbers'],
  ['numbers that are numbers', [1.5, 2, null], 'numbers'],
  ['whole numbers', ['1', '2', '7'], 'wholeNumbers'],
  ['whole numbers of 64 bits', [1n, 2n, 3n], 'wholeNumbers'],
  ['two whole numbers that are not 0 and 1', ['1', '2', '1'], 'wholeNumbers'],
  ['0 and 1', ['0', '1', '1.0'], 'yesNo'],
  ['yes and No', ['yes', 'No', 'NO'], 'yesNo'],
  ['true and false', [true, false, true], 'yesNo'],
  ['yes and false', ['yes', 'false', 'yes'], 'fewLevels'],
  ['yes, no and maybe', repeat(['yes', 'no', 'maybe'], 3), 'fewLevels'],
  ['dates', ['2024-01-31', '2023-12-01', ''], 'dates'],
  ['dates with times', ['2024-01-31T10:00:00Z', '2023-12-01 09:30', '2024-02-29T23:59:59.123+01:00'], 'dates'],
  ['days that no month has', ['2024-02-30', '2024-02-31', '2024-02-32'], 'fewLevels'],
  ['Dates of JavaScript', [new Date(0), new Date(1e12)], 'dates'],
  ['codes with zeros in front', ['007', '010', '123'], 'fewLevels'],
  ['codes of more digits than a double holds', ['6000000000000000006', '6000000000000000007', '6000000000000000000'], 'fewLevels'],
  ['whole numbers as long that a double holds', ['6000000000000000000', '7000000000000000000', '9007199254740992'], 'wholeNumbers'],
  ['small numbers and a far one of all nines', ['1', '2', '7', '9999999999999999999'], 'wholeNumbers'],
  ['three levels', repeat(['red', 'green', 'blue'], 5), 'fewLevels'],
  ['levels with spaces', repeat(['Home and garden', 'Toys and games'], 5), 'fewLevels'],
  ['many levels', repeat(letters(40), 3), 'manyLevels'],
  ['sentences', Array.from({ length: 30 }, (_, i) => `the cat number ${i} sat on the mat`), 'text'],
  ['lists as JSON', ['[1, 2]', '[3.5]', '[-1e3, 4]'], 'numberLists'],
  [
    'lists with gaps, which the feature refuses',
    [
      [1, null, 5],
      [2, null, 4],
      [7, null, 1],
    ],
    'wordLists',
  ],
  ['lists', [[1, 2], Float32Array.of(3)], 'numberLists'],
  ['lists of texts', ['["a"]', '["b"]', '["c"]'], 'fewLevels'],
  ['nothing', ['', 'NA', null, undefined, NaN], 'empty'],
  ['one value and gaps', ['x', '', 'x'], 'constant'],
  ['one number in two writings', ['1.0', '1'], 'constant'],
  ['numbers and a few texts', ['1', '2', 'unknown', '4'], 'mixed'],
  ['numbers and dates', ['1', '2024-01-01', '3', '2024-01-02'], 'mixed'],
  ['a few numbers among texts', [...repeat(['A', 'B'], 5), '1'], 'fewLevels'],
  ['infinite numbers', ['1', '2', 'Infinity'], 'mixed'],
];

test.each(kinds)('%s are known', async (_, cells, holds) => {
  expect((await profileOf(cells)).holds).toBe(holds);
});

test('whole numbers of one double are told apart by their digits, in CSV as in lists', async () => {
  const account = (i: number) => `${4 + (i % 3)}00000000000000000${(i * 5) % 9}`;
  const accounts = Array.from({ length: 90 }, (_, i) => account(i));
  const inLists = await profileOf(accounts, 'x');
  const inCsv = (await inspectTable(sourceOfFrame(await tableOfCsv(`x\n${accounts.join('\n')}\n`, 'x.csv')))).profile.columns[0]!;
  expect(inLists.distinct).toEqual({ count: new Set(accounts).size, isExact: true });
  expect(inLists.levels.map(({ value }) => value).sort()).toEqual([...new Set(accounts)].sort());
  expect(inCsv).toEqual(inLists);
});

test('nanoseconds since 1970 stay numbers where their column names a time', async () => {
  const cells = Array.from({ length: 30 }, (_, i) => `17000000001234567${10 + i}`);
  const holds = async (name: string) => (await inspect({ [name]: cells })).profile.columns[0]!.holds;
  expect([await holds('timestamp'), await holds('account')]).toEqual(['wholeNumbers', 'manyLevels']);
});

describe('missing values', () => {
  test.each(MISSING_TEXTS)('%p is one, and counted as it was written', async (text) => {
    const { missing, present, holds } = await profileOf(['1', ` ${text} `, '3', text]);
    expect([missing, present, holds]).toEqual([{ count: 2, as: [{ value: text, count: 2 }] }, 2, 'wholeNumbers']);
  });

  test('what is not there at all is one', async () => {
    expect((await profileOf([1, null, undefined, NaN, 2])).missing).toEqual({
      count: 3,
      as: [
        { value: '', count: 2 },
        { value: 'NaN', count: 1 },
      ],
    });
  });

  test('none in small letters is a level', async () => expect((await profileOf(['none', 'some', 'none'])).missing.count).toBe(0));
});

describe('dates', () => {
  test.each([
    ['2024/01/31', '2023/2/1', 'YYYY/MM/DD', '2023-02-01', '2024-01-31'],
    ['31.01.2024', '1.2.2023', 'DD.MM.YYYY', '2023-02-01', '2024-01-31'],
    ['31/01/2024', '01/02/2023', 'DD/MM/YYYY', '2023-02-01', '2024-01-31'],
    ['01/31/2024', '02/01/2023', 'MM/DD/YYYY', '2023-02-01', '2024-01-31'],
    ['2024-01', '2023-02', 'YYYY-MM', '2023-02-01', '2024-01-01'],
    ['2024-01-31T10:15', '2023-02-01T00:00', 'YYYY-MM-DDThh:mm', '2023-02-01', '2024-01-31'],
    ['0001-01-01', '9999-12-31', 'YYYY-MM-DD', '0001-01-01', '9999-12-31'],
  ])('%s and %s are %s', async (first, second, format, least, most) => {
    const { holds, dates } = await profileOf([first, second, second]);
    expect([holds, dates]).toEqual(['dates', { count: 3, formats: [{ format, count: 3 }], isUnsure: false, least, most }]);
  });

  test('days and months that may be either are told', async () => {
    expect((await profileOf(['01/02/2024', '03/04/2024'])).dates).toMatchObject({ isUnsure: true, formats: [{ format: 'DD/MM/YYYY' }] });
  });

  test('some with days first and some with months first are no column of dates', async () => {
    expect((await profileOf(['31/01/2024', '01/31/2024', '12/30/2024'])).holds).toBe('mixed');
  });
});

describe('columns that look like the name of a row', () => {
  const rising = Array.from({ length: 50 }, (_, i) => 1000 + 3 * i);
  const shuffled = Array.from({ length: 50 }, (_, i) => (i * 7) % 50);
  const uuids = drawn(50).map((u) => `${Math.floor(u * 2 ** 32).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`); // prettier-ignore
  const cases: readonly (readonly [string, string, readonly unknown[], IdLook | undefined])[] = [
    ['numbers that rise row by row', 'n', rising, 'rising'],
    ['all numbers from 0 on, shuffled', 'n', shuffled, 'counted'],
    ['UUIDs', 'n', uuids, 'uuid'],
    ['codes that are all different', 'n', letters(50), 'codes'],
    ['many whole numbers by the name customer_id', 'customer_id', repeat(rising, 2), 'named'],
    ['many codes by the name orderId', 'orderId', repeat(letters(50), 2), 'named'],
    ['few numbers by the name id', 'id', repeat([1, 2, 3], 20), undefined],
    ['whole numbers, some of them equal', 'n', shuffled.map((n) => n % 40), undefined],
    ['whole numbers that are all different and far apart', 'salary', shuffled.map((n) => n * n * 100 + n), undefined],
    ['numbers that rise in few rows', 'n', [1, 2, 3, 4], undefined],
    ['numbers with decimals that rise', 'n', rising.map((n) => n / 10), undefined],
    ['texts of several words that are all different', 'n', letters(50).map((word) => `a word ${word}`), undefined],
    ['dates that are all different', 'n', rising.map((n) => new Date(n * 864e5).toISOString().slice(0, 10)), undefined],
    ['numbers by a name that only ends alike', 'humid', repeat(rising, 2), undefined],
  ];
  test.each(cases)('%s (column %s)', async (_, name, cells, look) => expect((await profileOf(cells, name)).id).toBe(look));

  test('more codes than are counted one by one', async () => expect((await profileOf(letters(20_000))).id).toBe('codes'));
});

test('different values and levels are exact while they are few, and near where they are many', async () => {
  const few = await profileOf(repeat(['b', 'a', 'a'], 4));
  expect([few.distinct, few.levels, few.rarest]).toEqual([
    { count: 2, isExact: true },
    [
      { value: 'a', count: 8 },
      { value: 'b', count: 4 },
    ],
    { value: 'b', count: 4 },
  ]);
  const cells = drawn(40_000, 3).map((u, i) => (i % 4 === 0 ? 'often' : `x${Math.floor(u * 10_000)}`));
  const many = await profileOf(cells);
  expect(many.distinct.isExact).toBe(false);
  expect(Math.abs(many.distinct.count / new Set(cells).size - 1)).toBeLessThan(0.15);
  expect(many.levels[0]!.value).toBe('often');
  expect(Math.abs(many.levels[0]!.count / 10_000 - 1)).toBeLessThan(0.1);
  expect(many.rarest).toBeUndefined();
});

describe('equal rows', () => {
  test('are counted from the second on, whatever the types of their cells', async () => {
    const { profile } = await inspect({ a: ['1', '1.0', '2', 'x', 'x'], b: ['', 'NA', '', 'y', 'y'] });
    expect(profile.duplicates).toEqual({ count: 2, isExact: true });
  });

  test('the same values in other columns are no equal row', async () => {
    expect((await inspect({ a: ['1', '2'], b: ['2', '1'] })).profile.duplicates.count).toBe(0);
  });

  test('of very many rows are an estimate', async () => {
    const cells = Float64Array.from({ length: 300_000 }, (_, i) => (i < 200_000 ? i + 0.5 : (i % 1000) + 0.5));
    const { count, isExact } = (await inspect({ cells })).profile.duplicates;
    expect(isExact).toBe(false);
    expect(Math.abs(count / 100_000 - 1)).toBeLessThan(0.15);
  });
});

test('a profile is plain JSON', async () => {
  const { profile } = await inspect(Object.fromEntries(kinds.map(([name, cells]) => [name, [...cells, ...new Array(20 - Math.min(20, cells.length)).fill('')].slice(0, 20)]))); // prettier-ignore
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
});

test('a column named __proto__ is one like any other', async () => {
  const rows = JSON.parse('[{ "__proto__": 1, "a": 2 }, { "__proto__": 3, "a": 4 }]') as Row[];
  const { profile } = await inspectTable(sourceOf([rows]));
  expect(profile.columns.map(({ name, numbers }) => [name, numbers?.most])).toEqual([
    ['__proto__', 3],
    ['a', 4],
  ]);
});

test('a table without rows has no columns', async () => {
  expect((await inspectTable(sourceOf([]))).profile).toEqual({
    source: 'parts',
    rows: 0,
    duplicates: { count: 0, isExact: true },
    columns: [],
  });
});

test('a signal that is aborted ends it', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  const { sourceOfFrame } = await import('../../../src/data/read/memorySource.ts');
  await expect(inspectTable(sourceOfFrame(frameOfRows([{ a: 1 }])), { signal })).rejects.toThrow('enough');
});

/** Rows in parts, a frame each. */
const sourceOf = (parts: readonly (readonly Row[])[]): Source => ({
  name: 'parts',
  isRepeatable: true,
  async *frames() {
    for (const part of parts) yield frameOfRows(part);
  },
});

test('what is found does not depend on how the rows are cut into frames', async () => {
  const cell = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double(),
    fc.constantFrom('', 'NA', 'yes', 'no', '2024-01-31', '01/02/2024', '007', '[1,2]', 'some words here'),
    fc.string({ maxLength: 5 }),
  );
  const row = fc.record({ a: cell, b: cell, c: fc.integer() }, { requiredKeys: ['c'] });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 5 }), async (rows, cuts) => {
      const places = [0, ...cuts.filter((at) => at <= rows.length).sort((a, b) => a - b), rows.length];
      const parts = places.slice(1).map((end, i) => rows.slice(places[i], end));
      expect(await inspectTable(sourceOf(parts))).toEqual(await inspectTable(sourceOf(rows.map((one) => [one]))));
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('what is found of a long table does not depend on it either', async () => {
  const rows = drawn(30_000).map((u, i) => ({ a: u, b: `x${Math.floor(u * 9000)}`, c: i % 3 }));
  const cut = (size: number) => Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
  expect(await inspectTable(sourceOf(cut(977)))).toEqual(await inspectTable(sourceOf(cut(30_000))));
});
