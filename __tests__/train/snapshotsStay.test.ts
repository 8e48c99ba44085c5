import { expect, test } from '@jest/globals';
import { createTrainer, type ModelSpec, type Trainer, type TrainOptions } from 'netspec';
import { leaveNoTensors } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const spec: ModelSpec = {
  network: { input: [3], layers: [{ type: 'dense', units: 4, activation: 'tanh' }, { type: 'dense', units: 2 }] }, // prettier-ignore
  training: { loss: 'meanSquaredError', optimizer: { type: 'sgd', learningRate: 0.05 }, batchSize: 4, validationSplit: 0.25 },
};
const data = { xs: wave(16, 3), ys: wave(16, 2) };
const goOn = async (trainer: Trainer, epochs: number) => {
  for (let i = 0; i < epochs; i++) await trainer.next();
};

const ways = (['cpu', 'wasm'] as const).flatMap((backend) =>
  (['auto', 'eager'] as const).flatMap((step) => [false, true].map((keepBest) => ({ backend, step, keepBest }))),
);
test.each(ways)('a snapshot stays as it was while the run goes on, and one that goes on from it does not change it (%j)', async (way) => {
  const options: TrainOptions = { ...way, epochs: 20, seed: 1 };
  const trainer = await createTrainer(spec, data, options);
  await goOn(trainer, 3);
  const snapshot = trainer.snapshot();
  const before = structuredClone(snapshot);
  await goOn(trainer, 4);
  expect(snapshot).toEqual(before);
  const later = trainer.snapshot();

  const other = await createTrainer(spec, data, { ...options, resumeFrom: snapshot });
  await goOn(other, 4);
  expect(snapshot).toEqual(before);
  const weights = (of: unknown) => ['weights', 'bestWeights', 'goodWeights'].map((name) => (of as Record<string, unknown>)[name]);
  expect(weights(other.snapshot())).toEqual(weights(later));
  trainer.dispose();
  other.dispose();
});
