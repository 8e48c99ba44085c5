import { expect, test } from '@jest/globals';
import { evaluate, train } from 'netspec';

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
