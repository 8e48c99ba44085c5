import { expect, test } from '@jest/globals';
import { train, type ModelSpec } from 'netspec';
import { writtenCell, type Frame } from '../../src/data/frame.ts';
import { encodeFeatures, fitEncoders } from '../../src/data/encode.ts';
import { chooseSpec } from '../../src/data/inspect/chooseSpec.ts';
import { inspectTable } from '../../src/data/inspect/inspectTable.ts';
import { partRows } from '../../src/data/partRows.ts';
import { collect } from '../../src/data/read/collect.ts';
import { joinSources } from '../../src/data/read/joinSources.ts';
import { sourceOfFrame } from '../../src/data/read/memorySource.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { drawn } from './inspect/profileOf.ts';
import { tableOfCsv } from './tableOfCsv.ts';

const [first, second] = [drawn(120, 3), drawn(120, 4)];
const rows = first.map((u, i) => {
  const x = u * 10;
  return [x.toFixed(2), i % 9 === 4 ? '-999.0' : (second[i]! * 5).toFixed(1), ['0.5', '1.25', '2'][i % 3]!, (i * 0.5).toFixed(1), (3 * x + second[i]!).toFixed(3)];
}); // prettier-ignore
const header = 'x;gap;level;time;y';
const point = `${header}\n${rows.map((cells) => cells.join(';')).join('\n')}\n`;
const comma = point.replaceAll('.', ',');
const [withPoint, withComma] = [await tableOfCsv(point, 't.csv'), await tableOfCsv(comma, 't.csv')];

const spec: ModelSpec = {
  features: { x: 'number', gap: { type: 'number', missing: 'mean', missingValues: [-999] }, level: 'category', time: 'ignore' },
  target: { y: 'number' },
  network: { layers: [{ type: 'dense', units: 4, activation: 'tanh' }] },
  training: { epochs: 3, seed: 1, split: { type: 'time', column: 'time' } },
};

test('a table with decimal commas is described, and a spec is chosen for it, as for its twin with points', async () => {
  const [a, b] = [await inspectTable(sourceOfFrame(withPoint)), await inspectTable(sourceOfFrame(withComma))];
  expect(a.profile.columns.map(({ holds }) => holds)).toEqual(['numbers', 'numbers', 'numbers', 'numbers', 'numbers']);
  expect(b).toEqual(a);
  expect(chooseSpec(b, 'y')).toEqual(chooseSpec(a, 'y'));
});

test('it is learned from as its twin, and what one table taught reads the other', async () => {
  const [a, b] = [await train(spec, withPoint), await train(spec, withComma)];
  const few = [{ x: 1, gap: 2, level: '0.5' }, { x: 7.5, gap: -999, level: '1.25' }]; // prettier-ignore
  expect(await b.predict(few)).toEqual(await a.predict(few));
  const encoders = fitEncoders(parseModel(spec), withPoint);
  expect(fitEncoders(parseModel(spec), withComma)).toEqual(encoders);
  expect(encodeFeatures(encoders, withComma)).toEqual(encodeFeatures(encoders, withPoint));
  expect(JSON.stringify(encoders)).toContain('["0.5","1.25","2"]');
  a.dispose();
  b.dispose();
});

test('it is parted by time as its twin', () => {
  const parts = (frame: Frame) => partRows(frame, { validationSplit: 0.2, testSplit: 0.1, split: { type: 'time', column: 'time' } }, 1);
  expect(parts(withComma)).toEqual(parts(withPoint));
  expect(Math.min(...parts(withComma).test)).toBe(108);
});

test('a number with a point is none in it, whatever reads it', async () => {
  const table = await tableOfCsv('t;x\n1.24;0,5\n2.35;1,5\n', 't.csv', { decimal: ',' });
  expect(() => partRows(table, { validationSplit: 0.5, testSplit: 0, split: { type: 'time', column: 't' } }, 1)).
toThrowErrorMatchingInlineSnapshot(`
"t.csv has a problem
  column "t": expected a date or a number, since it says when in each row, received "1.24" in line 2, "2.35" in line 3
    fix: write 2024-01-31, or say how dates are written: "features": { "...": { "type": "date", "format": "DD.MM.YY" } }"
`); // prettier-ignore
  const { profile } = await inspectTable(sourceOfFrame(table));
  expect(profile.columns.map(({ numbers }) => numbers?.count)).toEqual([undefined, 2]);
});

test('files of one table may differ in it', async () => {
  const both = await collect(joinSources('both', [sourceOfFrame(withComma), sourceOfFrame(withPoint)]));
  const column = both.column('level')!;
  expect([column.cell(0), column.cell(120)]).toEqual(['0.5', '0.5']);
  expect(column.coded().values).toEqual(['0.5', '1.25', '2']);
  expect(Array.from(column.numbers().subarray(119, 122))).toEqual([2, 0.5, 1.25]);
  expect([writtenCell(column, 0), writtenCell(column, 120)]).toEqual(['0,5', '0.5']);
});

test('lists and messages keep the commas that were written', async () => {
  const table = await tableOfCsv('list;x\n1,2;0,5\n3,4,5;1,5\n', 't.csv');
  const model = { features: { list: 'sequence' }, network: { layers: [{ type: 'flatten' }] } } as const;
  await expect(train({ ...model, target: { x: { type: 'category', classes: ['0.5', '2.5'] } } }, table)).rejects
    .toThrowErrorMatchingInlineSnapshot(`
   "t.csv has a problem
     column "x": expected one of 0.5, 2.5 in each row, received "1,5" in line 3
       fix: add it to "classes" or correct the cells"
  `);
  const { inputs } = fitEncoders(parseModel({ ...model, target: { x: 'number' } }), table);
  expect(inputs[0]!.features[0]).toMatchObject({ type: 'sequence', length: 3, shift: 3 });
});
