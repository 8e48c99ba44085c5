import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createTrainer, train, TrainingError, type Snapshot, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const network = {
  input: [2],
  layers: [{ type: 'dense', units: 3, activation: 'tanh' }, { type: 'dense', units: 1 }], // prettier-ignore
} as const;
const data = { xs: wave(12, 2), ys: wave(12, 1) };
const base = { loss: 'meanSquaredError', batchSize: 4, epochs: 200, seed: 1, backend: 'cpu' } as const;
/** Every step overshoots by more than the one before. */
const wild = { ...base, optimizer: { type: 'sgd', learningRate: 30 } } as const;
/** Learns for three epochs, and overshoots then. */
const late = {
  optimizer: { type: 'sgd', learningRate: 0.05 },
  schedule: { type: 'piecewiseConstant', boundaries: [3], factors: [1, 600] },
} as const;

describe.each(['auto', 'eager'] as const)('a loss that becomes no finite number (step: %s)', (step) => {
  const options = { ...wild, step } as const;

  test('ends train() with what was found', async () => {
    const failed = train(network, data, options);
    await expect(failed).rejects.toBeInstanceOf(TrainingError);
    const { weights } = (await failed.catch((error: unknown) => error)) as TrainingError;
    expect(weights!.map(({ length }) => length)).toEqual([6, 3, 3, 1]);
    expect(weights!.every((values) => values.every(Number.isFinite))).toBe(true);
    await expect(train(network, data, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the training has 2 problems
       epoch 4, step 1: learning rate: expected a finite loss, received Infinity (the loss grew from 0.274 to 3.31e+34 over the last 9 batches: steps at 30 overshoot)
         fix: take a tenth, 3, or clip the gradients; findLearningRate (--find-learning-rate) suggests one
       epoch 4, step 1: training.loss: expected a finite loss, received Infinity (the network answers up to 43500000000000000000 in size, of which a 32-bit float cannot hold the square)
         fix: scale inputs and labels
       kept: the weights that the run began with"
    `);
  });

  test('ends the run at that step, and keeps what it began with where each epoch left worse weights', async () => {
    const trainer = await createTrainer(network, data, { ...options, keepBest: true });
    const start = weightsOf(trainer.layersModel);
    for await (const _ of trainer);
    expect([trainer.ended, trainer.bestEpoch]).toEqual(['diverged', 1]);
    const { at, keptEpoch, kept } = trainer.divergence!;
    expect([keptEpoch, kept]).toEqual([0, 'the weights that the run began with']);
    const { epoch, loss, rows, recentLosses } = at;
    expect(Number.isFinite(loss)).toBe(false);
    expect(recentLosses.length).toBeGreaterThan(0);
    expect(recentLosses.every(Number.isFinite)).toBe(true);
    expect(rows).toHaveLength(4);
    expect(trainer.history['loss']).toHaveLength(epoch - 1);
    const model = await trainer.finish();
    expect(weightsOf(model.layersModel)).toEqual(start);
    model.dispose();
  });

  test.each([
    { monitor: 'loss', more: {} },
    { monitor: 'loss', more: { optimizer: { ...late.optimizer, useEma: true, emaMomentum: 0.5 } } },
    { monitor: 'val_loss', more: { validationSplit: 4 / 12 } },
    { monitor: 'val_loss', more: { validationSplit: 4 / 12, keepBest: true } },
    { monitor: 'val_loss', more: { validationSplit: 4 / 12, checkpoints: { save: () => undefined } } },
  ])('keeps the weights of the best epoch by $monitor, not the last with a finite loss: $more', async ({ monitor, more }) => {
    const all = { ...base, ...late, step, ...more } as TrainOptions;
    const trainer = await createTrainer(network, data, all);
    while ((await trainer.next()) !== undefined);
    expect([trainer.ended, trainer.bestEpoch]).toEqual(['diverged', 3]);
    expect(trainer.history['loss']!.length).toBeGreaterThan(3);
    const { keptEpoch, kept } = trainer.divergence!;
    expect([keptEpoch, kept]).toEqual([3, `the weights after epoch 3, the best by ${monitor}`]);
    const model = await trainer.finish();
    const weights = weightsOf(model.layersModel);
    const short = await train(network, data, { ...all, epochs: 3 });
    expect(weights).toEqual(weightsOf(short.layersModel));
    for (const each of [model, short]) each.dispose();

    const error = (await train(network, data, all).catch((thrown: unknown) => thrown)) as TrainingError;
    expect(error.weights!.map((values) => [...values])).toEqual(weights);
    expect(error.message).toMatch(new RegExp(`\\n  kept: the weights after epoch 3, the best by ${monitor}$`));
  });

  test('leaves a given tf.LayersModel with good weights too', async () => {
    const initial = tfl.initializers.constant({ value: 0.5 });
    const layersModel = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], kernelInitializer: initial })] });
    await expect(train(layersModel, data, { ...options, optimizer: { type: 'sgd', learningRate: 1e6 } })).rejects.toThrow(TrainingError);
    expect(weightsOf(layersModel).flat().every(Number.isFinite)).toBe(true); // prettier-ignore
    layersModel.dispose();
  });

  test.each([wild, { ...base, ...late }])('keeps as good weights after a resumption as without one: %j', async (options) => {
    const end = async (more: TrainOptions) => {
      const trainer = await createTrainer(network, data, { ...options, step, ...more } as TrainOptions);
      while ((await trainer.next()) !== undefined);
      const { at } = trainer.divergence!;
      const model = await trainer.finish();
      const weights = weightsOf(model.layersModel);
      model.dispose();
      return { weights, at };
    };
    const snapshots: Snapshot[] = [];
    const whole = await end({ checkpoints: { everySeconds: 0, save: (snapshot) => void snapshots.push(snapshot) } });
    expect(snapshots.length).toBeGreaterThan(4);
    for (const resumeFrom of snapshots) expect(await end({ resumeFrom })).toEqual(whole);
  });

  test('in the very first step leaves the network as it was, its means of weights too', async () => {
    const huge = { xs: data.xs.map((row) => row.map((x) => x * 1e30)), ys: data.ys.map(() => [1e30]) };
    const still = { ...options, optimizer: { type: 'sgd', learningRate: 0.1, useEma: true } } as const;
    const trainer = await createTrainer(network, huge, still);
    const start = weightsOf(trainer.layersModel);
    expect(await trainer.next()).toBeUndefined();
    expect(trainer.divergence!.at).toMatchObject({ epoch: 1, batch: 1, loss: Infinity });
    const model = await trainer.finish();
    expect(weightsOf(model.layersModel)).toEqual(start);
    model.dispose();
  });

  test('calls no end of an epoch, but that of the run, and takes no checkpoint of it', async () => {
    const told: string[] = [];
    const trainer = await createTrainer(network, data, {
      ...options,
      checkpoints: { everySeconds: 1e9, save: () => void told.push('checkpoint') },
      callbacks: [{ onEpochEnd: ({ epoch }) => void told.push(`epoch ${epoch}`), onTrainEnd: () => void told.push('end') }],
    });
    while ((await trainer.next()) !== undefined);
    expect(told).toEqual([...trainer.history['loss']!.map((_, i) => `epoch ${i + 1}`), 'end']);
    expect(await trainer.next()).toBeUndefined();
    trainer.dispose();
  });
});

test('NaN that the last step of a run puts into the weights is found, though no loss tells of it', async () => {
  // The slope of a root at 0 is infinite, and 0 * infinity is no number; the loss itself is 0.
  const root = (_: Tensor, yPred: Tensor) => tf.sqrt(tf.mul(yPred, 0));
  const options = { ...base, loss: root, epochs: 1, batchSize: 12 } as const;
  const trainer = await createTrainer(network, data, options);
  const start = weightsOf(trainer.layersModel);
  expect(await trainer.next()).toBeUndefined();
  expect(trainer.ended).toBe('diverged');
  const model = await trainer.finish();
  expect(weightsOf(model.layersModel)).toEqual(start);
  model.dispose();
  await expect(train(network, data, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the training has 2 problems
     epoch 1, step 1: learning rate: expected a finite loss, received NaN (the data look right, so a step at 0.001 was probably too large)
       fix: take a tenth, 0.0001, or clip the gradients; findLearningRate (--find-learning-rate) suggests one
     epoch 1, step 1: dense_1/kernel: expected a finite loss, received NaN (6 of 6 numbers in these weights are NaN or infinite, as in 4 of 4 lists of weights: a step wrote them)
       fix: go on from the weights that are kept, with a smaller learning rate or clipped gradients
     kept: the weights that the run began with"
  `);
});

test('a number that is infinite for held-out rows alone does not end the run', async () => {
  const rows = { xs: [...data.xs, ...data.xs], ys: [...data.ys, ...data.ys] };
  let calls = 0;
  const spoiled = (yTrue: Tensor, yPred: Tensor) => {
    calls++;
    return yTrue.shape[0] === 8 ? tf.div(tf.onesLike(yTrue), 0) : tf.abs(tf.sub(yTrue, yPred));
  };
  const model = await train(network, rows, { ...base, epochs: 2, metrics: [spoiled], validationSplit: 8 / 24 });
  expect(calls).toBe(4);
  expect(model.history['val_spoiled']).toEqual([Infinity, Infinity]);
  model.dispose();
});
