import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { train, type ModelSpec, type TrainOptions } from 'netspec';

let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const spec: ModelSpec = {
  network: { input: [1], layers: [{ type: 'dense', units: 1 }] },
  training: { loss: 'meanSquaredError', batchSize: 2 },
};
const line = { xs: [[0], [1], [2], [3]], ys: [[1], [3], [5], [7]] };

async function warningsOf(options: TrainOptions): Promise<readonly string[]> {
  const warnings: string[] = [];
  const model = await train(spec, line, { ...options, seed: 1, epochs: 3, backend: 'cpu', onWarning: ({ about, message }) => void warnings.push(`${about}: ${message}`) } as TrainOptions); // prettier-ignore
  model.dispose();
  return warnings;
}

test('a run that is too short for what it was told says so for each of these', async () => {
  const options = {
    optimizer: { type: 'sgd', gradientAccumulationSteps: 7 },
    schedule: { type: 'cosineDecay', warmupEpochs: 3 },
    earlyStopping: { monitor: 'loss', startFromEpoch: 3 },
  } as const;
  expect((await warningsOf(options)).join('\n')).toMatchInlineSnapshot(`
   "runTooShort: no weight will change: gradientAccumulationSteps is 7, and the run has 6 steps in all
   runTooShort: the learning rate only rises: warmupEpochs is 3, and the run has 3 epochs
   runTooShort: early stopping never watches: startFromEpoch is 3, and the run has 3 epochs"
  `);
});

test('a run that is just long enough says nothing', async () => {
  const options = {
    optimizer: { type: 'sgd', gradientAccumulationSteps: 6 },
    schedule: { type: 'constant', warmupEpochs: 2 },
    earlyStopping: { monitor: 'loss', startFromEpoch: 2 },
  } as const;
  expect(await warningsOf(options)).toEqual([]);
});
