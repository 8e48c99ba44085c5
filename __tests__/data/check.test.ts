import { expect, test } from '@jest/globals';
import { atOnce } from '../../src/turns/inTurns.ts';
import { checkCells, classNumbers } from '../../src/data/check.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import { tableOfCsv } from './tableOfCsv.ts';

const spec = { features: { x: { type: 'number', scale: 'none' } }, target: { y: { type: 'category' } } };

test('every cell that the spec speaks of is checked, target and all', async () => {
  const table = await tableOfCsv('x,y,z\n1,a,\n,b,\n3,,\n', 'x.csv');
  expect(() => atOnce(checkCells(spec, table))).toThrowErrorMatchingInlineSnapshot(`
   "x.csv has 2 problems
     column "x": expected a number in each row, received "" in line 3
       fix: write "missing": "mean" for the column (or "median", "mostFrequent", a number), or fill in the cells, and list texts that stand for none: "missingValues": ["..."]; a column of words is a "category"
     column "y": expected a text that is not empty, a number, true or false in each row, received "" in line 4
       fix: fill in the cells or leave the rows out"
  `);
  const whole = await tableOfCsv('x,y,z\n1,a,\n2,b,\n', 'x.csv');
  expect(() => atOnce(checkCells(spec, whole))).not.toThrow();
});

test('rows of one class have one number', () => {
  const rows = frameOf(['b', 'a', 'b', 1, '1'].map((y) => ({ x: 0, y })));
  expect([...classNumbers(spec, rows)!]).toEqual([0, 1, 0, 2, 2]);
  expect(classNumbers({ ...spec, target: { y: { type: 'number' } } }, rows)).toBeUndefined();
});
