import { beforeAll, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { capture } from './capture.ts';
import { trainingPlace } from './train/commands.ts';

const { place, told } = trainingPlace();
const file = () => place('iris.data');

beforeAll(async () => {
  const [, ...rows] = (await readFile('examples/data/iris.csv', 'utf8')).trim().split('\n');
  await writeFile(file(), rows.join('\n'));
});

test('a file that seems to have no header is warned of once, with the fix', async () => {
  const { code, stderr } = await capture(['describe', file()]);
  expect(code).toBe(0);
  expect(told(stderr)).toMatchInlineSnapshot(`
   "warning: the first line of iris.data looks like a row, and is taken for the names of the columns: if it is a row, say so by --no-header
   "
  `);
});

test('a spec is made for a file without a header where one says so', async () => {
  const { code, stdout, stderr } = await capture(['init', '--data', file(), '--target', 'column_5', '--no-header']);
  expect([code, stderr.includes('warning')]).toEqual([0, false]);
  expect(Object.keys((JSON.parse(stdout) as { features: object }).features)).toEqual(['column_1', 'column_2', 'column_3', 'column_4']);
});

test.each([
  ['a title above the header', 'Report for 2024\n\na,b,y\n0,0,1\n1,1,2\n', 'take out what stands above the header'],
  [
    'spaces between its cells',
    'a  b  y\n0.372   2  0.064\n0.690  11  0.950\n0.510   1  0.749\n',
    'write a comma or a tab in place of the spaces between them',
  ],
])('a file with %s is told to be read as one column', async (_, text, fix) => {
  await writeFile(place('one.csv'), text);
  const { code, stderr } = await capture(['describe', place('one.csv')]);
  expect(code).toBe(0);
  expect(told(stderr)).toBe(`warning: one.csv is read as one column, though most of its lines seem to hold 3 cells: if so, ${fix}\n`);
});
