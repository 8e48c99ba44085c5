import { expect, test } from '@jest/globals';
import type { DelimitedOptions, UnsureNumbers } from '../../../src/data/read/delimited/dialect.ts';
import { columnOf } from '../../../src/data/read/cells.ts';
import { tableOfCsv } from '../tableOfCsv.ts';

const columnX = async (text: string, options: DelimitedOptions = {}) => (await tableOfCsv(text, 't.csv', options)).column('x')!;
const numbers = async (text: string, options: DelimitedOptions = {}) => [...(await columnX(text, options)).numbers()];

// The values are those of pandas 3.1.1, read_csv with sep, decimal and thousands named (a plain space for spaces of other kinds).
const tables = [
  ['German groups beside a decimal comma', 'x;y\n1.128;89,6\n862;1,5\n12.345.678;80,0\n', [1128, 862, 12345678]],
  ['German groups with decimals', 'x;y\n1.943,17;a\n660,52;b\n-2.261,94;a\n', [1943.17, 660.52, -2261.94]],
  ['English groups in quotes', 'x,y\n"7,685",1\n"560",2\n"1,234,567",3\n', [7685, 560, 1234567]],
  ['English groups with decimals', 'x,y\n"1,943.17",1\n660.52,2\n"-12,261.94",3\n', [1943.17, 660.52, -12261.94]],
  ['English groups between semicolons, shorter numbers beside', 'x;y\n7,685;1\n560;2\n', [7685, 560]],
  ['spaces between groups', 'x;y\n1 234,5;a\n12 345 678;b\n-5,25;c\n', [1234.5, 12345678, -5.25]],
  ['no-break spaces between groups', 'x;y\n1\u00a0234,5;a\n12\u00a0345\u00a0678;b\n,5;c\n', [1234.5, 12345678, 0.5]],
  ['narrow no-break spaces between groups', 'x;y\n1\u202f234,5;a\n12,5;b\n', [1234.5, 12.5]],
  ['Swiss groups', "x;y\n1'234.50;a\n12'345'678;b\n0.125;c\n", [1234.5, 12345678, 0.125]],
  ['three decimals with a point', 'x,y\n1.128,a\n0.125,b\n12.5,c\n', [1.128, 0.125, 12.5]],
  ['three decimals with a comma', 'x;y\n1,128;a\n0,125;b\n12,5;c\n', [1.128, 0.125, 12.5]],
  ['no groups at all', 'x,y\n1128,0.5\n1e3,2\n+3,-.5\n', [1128, 1000, 3]],
] as const;

test.each(tables)('%s are found, and read as pandas reads them', async (_, text, expected) => {
  const column = await columnX(text);
  expect([...column.numbers()]).toEqual(expected);
  // What is told apart by its text, and what other readers make of it, are plain numbers.
  expect(Array.from({ length: column.length }, (_, row) => Number(column.cell(row)))).toEqual(expected);
  expect(column.coded().values.map(Number)).toEqual(expected);
});

test.each([
  ['x;y\n1.128;2\n1.5;3\n2,5;4,5\n', [1128, NaN, 2.5]], // two columns for a comma, one that cannot tell
  ['x;y;z\n1.128;2,5;0,5\n1.5;3;1\n', [1128, NaN]],
  ['x;y\n1.5;2,5\n2.5;3\n1,5;7\n', [1.5, 2.5, NaN]],
  ['x;y\n1.234;"1,2,3"\n0.5;"1,2"\n', [1.234, 0.5]], // lists have no vote
  ['x;y\n1.234.56;0,5\n0.123;1,5\n12.34;1,5\n1.2345;1,5\n', [NaN, NaN, NaN, NaN]],
])('the majority of columns decides on decimals: %j', async (text, expected) => expect(await numbers(text)).toEqual(expected));

test.each([
  ['x;y;z\n1.128;89,6;0,5\n', { thousands: '' }, [NaN]],
  ['x,y\n"7,685",2\n', { thousands: '' }, [7.685]],
  ['x;y\n7,685;2\n', { thousands: ',' }, [7685]],
  ['x;y\n7.685;2\n', { thousands: '.' }, [7685]],
  ['x;y\n7.685;2\n', { decimal: '.' }, [7.685]],
  ['x;y\n7.685;2\n', { decimal: ',' }, [7685]],
  ['x;y\n7.685;2\n', { likely: { decimal: ',', thousands: '.' } }, [7685]],
  ['x;y\n7.68;2\n', { likely: { decimal: ',', thousands: '.' } }, [7.68]],
] as const)('signs may be named: %j by %j', async (text, options, expected) => expect(await numbers(text, options)).toEqual(expected));

test.each([
  ['x;y\n7.685;2\n560;3\n', { example: '7.685', value: 7.685, sign: '.' }],
  ['x;y\n8,685;2\n9,560;3\n', { example: '8,685', value: 8.685, sign: ',' }],
  ['x,y\n8.685,2\n9.560,3\n', undefined],
  ['x;y\n7.685;2,5\n560;3\n', undefined],
])('numbers that may be a thousand times as large are told, where nothing else tells: %j', async (text, expected) => {
  const told: UnsureNumbers[] = [];
  await numbers(text, { onUnsureNumbers: (report) => told.push(report) });
  expect(told).toEqual(expected ? [{ source: 't.csv', column: 'x', ...expected }] : []);
});

test('one sign for decimals and groups is refused', async () => {
  await expect(numbers('x;y\n1;2\n', { decimal: ',', thousands: ',' })).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the options of the call has a problem
     thousands: expected another sign than begins the decimals, received ",""
  `);
});

const amounts = [
  ['$12', 12], ['€1,234.50', 1234.5], ['12.5%', 12.5], ['(548)', -548], ['(1,218.5)', -1218.5], ['-$5', -5], ['$-5', -5], ['+3', 3],
  ['1.5e3', 1500], ['\u22125', -5], ['£ 7', 7], ['100 %', 100], ['($1,000)', -1000],
  ['₹7.5', 7.5], ['R$ 5', 5], ['-CHF 7.50', -7.5], ['USD57.95', 57.95], ['57.95 USD', 57.95], ['12 kr', 12], ['12 kr.', 12], ['kr. 12', 12], ['US$7', 7], ['zł 7', 7], ['7.5 Kč', 7.5], ['7.5 zł', 7.5],
  ['12.50-', -12.5], ['(7 USD)', -7], ['12.50\u2212', -12.5],
  ['2-', NaN], ['-12.50-', NaN], ['$5 USD', NaN], ['50¢', NaN], ['ABC 123', NaN], ['TOP 10', NaN], ['usd 5', NaN], ['kr', NaN], ['5k', NaN], ['K0000', NaN], ['12.50-5', NaN],
  ['99 m²', NaN], ['5-10', NaN], ['(5', NaN], ['-(5)', NaN], ['$5%', NaN], ['1,2,3', NaN], ['12:30', NaN], ['01.02.2021', NaN],
  ['1.2.3', NaN], ['$', NaN], ['2024-01-31', NaN], ['1,23', NaN],
] as const; // prettier-ignore

test('amounts are numbers, of a file and of a program alike', async () => {
  const texts = amounts.map(([text]) => text);
  const values = amounts.map(([, value]) => value);
  const text = `x;y\n${texts.map((text) => `"${text}";1.5`).join('\n')}\n`;
  expect(await numbers(text, { decimal: '.' })).toEqual(values);
  expect([...columnOf(texts).numbers()]).toEqual(values);
});

test('amounts follow the signs of their table', async () => {
  const column = await columnX('x;y\n1.943,17 €;0,5\n12,5 %;1,5\n(1.218);2\n5 €;2\n12.5%;2\n');
  expect([...column.numbers()]).toEqual([1943.17, 12.5, -1218, 5, NaN]);
  expect([0, 1, 2].map((row) => column.cell(row))).toEqual(['1943.17 €', '12.5 %', '(1218)']);
});

test('a currency in letters before them does not keep numbers from telling how a table writes them', async () => {
  expect(await numbers("x;y\nCHF 1'234.50;a\nCHF 7.25;b\n")).toEqual([1234.5, 7.25]);
  expect(await numbers('x;y\nR$ 1.234,50;a\nR$ 7,25;b\n')).toEqual([1234.5, 7.25]);
  expect(await numbers('x;y\n"1.234,50-";a\n7,25 kr;b\n')).toEqual([-1234.5, 7.25]);
});

test('1,234 of a program alone is no number, since it may be 1.234', () => {
  expect([...columnOf(['1,234', '$1,234', '1,234.5', '1,234,567']).numbers()]).toEqual([NaN, 1234, 1234.5, 1234567]);
});
