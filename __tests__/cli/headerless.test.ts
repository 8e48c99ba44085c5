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
