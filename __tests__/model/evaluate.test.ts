import { describe, expect, test } from '@jest/globals';
import { evaluate, train, type ModelSpec, type Report } from 'netspec';

test('an evaluation reads the weights of rows where the data have them', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({ x: i, y: 2 * i, w: 1 }));
  const model = await train(
    {
      features: { x: 'number' },
      target: { y: 'number' },
      network: { layers: [] },
      training: { sampleWeight: 'w', epochs: 1, seed: 1 },
    },
    rows,
    { backend: 'cpu' },
  );
  const without = rows.map(({ x, y }) => ({ x, y }));
  expect((await evaluate(model, without)).metrics).toEqual((await evaluate(model, rows)).metrics);
  const wrong = rows.map((row, i) => (i === 2 ? { ...row, w: -1 } : row));
  await expect(evaluate(model, wrong)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     column "w": expected a weight, a number that is 0 or more in each row, received -1 in row 3
       fix: correct the cells or leave the rows out"
  `);
  model.dispose();
});

describe('rows without a target', () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ x: i % 7, y: i % 2 === 0 ? 'NA' : 'b', tags: i % 3 === 0 ? '' : 'red' }));
  const training = { epochs: 1, seed: 1, validationSplit: 0 } as const;
  const train1 = async (target: ModelSpec['target']) =>
    await train({ features: { x: 'number' }, target, network: { layers: [] }, training } as ModelSpec, rows, { backend: 'cpu' });

  test('are left out of an evaluation and counted; a class that is called NA is a target', async () => {
    const model = await train1({ y: 'category' });
    const data = [...rows, { x: 1, y: '', tags: '' }, { x: 2, y: null, tags: '' }, { x: 3, y: 'n/a', tags: '' }];
    const report = (await evaluate(model, data, { allRows: true })) as Report;
    expect([report.rows, report.withoutTarget]).toEqual([60, 3]);
    expect(report.metrics).toEqual(((await evaluate(model, rows, { allRows: true })) as Report).metrics);
    await expect(evaluate(model, data.slice(60))).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected one row with a target at least, received none
         fix: give rows whose answers are known; "predict" needs none"
    `);
    model.dispose();
  });

  test('are none where a cell without labels says that there are no labels', async () => {
    const model = await train1({ tags: { type: 'labels' } });
    const report = (await evaluate(model, rows, { allRows: true })) as Report;
    expect([report.rows, report.withoutTarget]).toEqual([60, undefined]);
    model.dispose();
  });
});
