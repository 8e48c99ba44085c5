import { expect, test } from '@jest/globals';
import { createTrainer, train, type TrainOptions } from 'netspec';
import { parseModel } from '../../src/spec/parse.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const network = {
  input: { shape: [3, 2], batchSize: 4 },
  layers: [
    { type: 'lstm', units: 2, stateful: true },
    { type: 'dense', units: 1 },
  ],
} as const;
const options = { loss: 'meanSquaredError', epochs: 2, seed: 1, backend: 'cpu' } as const;
const dataOf = (rows: number) => ({ xs: wave(rows, 6).map((row) => [row.slice(0, 2), row.slice(2, 4), row.slice(4)]), ys: wave(rows, 1) });

test('layers that carry states are trained on whole batches in order, and what is left over is told', async () => {
  const warnings: string[] = [];
  const rows: number[] = [];
  const weights = async (count: number) => {
    const model = await train(network as never, dataOf(count), {
      ...options,
      onWarning: ({ about, message }) => void warnings.push(`${about}: ${message}`),
      callbacks: [{ onEpochEnd: (event) => void rows.push(event.rows) }],
    } as TrainOptions);
    const now = weightsOf(model.layersModel);
    model.dispose();
    return now;
  };
  // The last rows of 10 are those that are left out.
  expect(await weights(10)).toEqual(await weights(8));
  expect(rows).toEqual([8, 8, 8, 8]);
  expect(warnings).toMatchInlineSnapshot(`
   [
     "rowsLeftOut: 2 rows are left out of each epoch of 10, as layers that carry states read whole batches of 4",
   ]
  `);
});

test('each epoch begins with states of 0', async () => {
  const run = async (reset: boolean) => {
    const trainer = await createTrainer(network as never, dataOf(8), options as TrainOptions);
    while ((await trainer.next()) !== undefined) if (reset) trainer.layersModel.resetStates();
    const model = await trainer.finish();
    const now = weightsOf(model.layersModel);
    model.dispose();
    return now;
  };
  expect(await run(false)).toEqual(await run(true));
});

test('fewer rows than a batch are refused', async () => {
  await expect(train(network as never, dataOf(3), options as TrainOptions)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     rows: expected at least 4 to train on, a whole batch, as layers carry states from batch to batch, received 3
       fix: give more rows, hold fewer out, or write a smaller "batchSize" in the input"
  `);
});

test('the batch size of an input is that of training, and no other goes', () => {
  expect(parseModel({ network, training: { loss: 'meanSquaredError' } }).training).toMatchObject({ batchSize: 4, shuffle: false });
  expect(() => parseModel({ network, training: { batchSize: 8 } })).toThrowErrorMatchingInlineSnapshot(`
   "the spec has a problem
     training.batchSize: expected 4, as the input of the network has it, received 8
       fix: leave it out"
  `);
});

test('a layer within another that carries states keeps the rows in order, too', () => {
  const layers = [{ type: 'bidirectional', layer: { type: 'gru', units: 2, stateful: true } }];
  expect(parseModel({ network: { ...network, layers } }).training).toMatchObject({ shuffle: false });
});
