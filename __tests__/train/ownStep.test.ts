import { describe, expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createTrainer, train, type ModelSpec, type OwnStep, type Snapshot, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { decodeSnapshot, encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import { distance, leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const spec = {
  input: [3],
  layers: [
    { type: 'dense', units: 4, activation: 'tanh' },
    { type: 'dropout', rate: 0.3, seed: 4 },
    { type: 'dropout', rate: 0.2 },
    { type: 'dense', units: 2 },
  ],
} as unknown as NonNullable<ModelSpec['network']>;
const data = { xs: wave(14, 3), ys: wave(14, 2) };
const base = {
  loss: 'meanSquaredError',
  optimizer: { type: 'adam', learningRate: 0.05 },
  batchSize: 4,
  epochs: 3,
  seed: 2,
  backend: 'cpu',
} as const;

/** What the built-in step does. */
const asBuiltIn: OwnStep = ({ layersModel, inputs, targets, weights, minimize }) => ({
  loss: minimize(() => {
    const answer = layersModel.apply([...inputs], { training: true }) as ReturnType<typeof tf.tensor>;
    const losses = tf.mean(tf.square(tf.sub(targets[0]!, answer)), -1);
    return tf.mean(weights ? tf.mul(losses, weights) : losses);
  }),
});

describe('a step of the program', () => {
  test.each([
    ['', data, {}],
    [
      ', with weights of rows, a schedule and means of the weights',
      { ...data, sampleWeight: data.xs.map((_, i) => i % 3) },
      { optimizer: { type: 'adam', learningRate: 0.05, useEma: true }, schedule: 'cosineDecay' },
    ],
  ] as const)('that does what the built-in one does ends with the same bits%s', async (_, given, options) => {
    const ends = [];
    for (const more of [{ trainStep: asBuiltIn }, { step: 'eager' }] as const) {
      const model = await train(spec, given, { ...base, ...options, ...more } as TrainOptions);
      ends.push({ weights: weightsOf(model.layersModel), loss: model.history['loss'] });
      model.dispose();
    }
    expect(ends[0]).toEqual(ends[1]);
  });

  test('gets the rows of each batch, and where it is', async () => {
    const seen: unknown[] = [];
    const options = {
      ...base,
      shuffle: false,
      epochs: 2,
      schedule: { type: 'exponentialDecay', decayRate: 0.5, decayEpochs: 1, staircase: true },
    } as const;
    const model = await train(spec, data, {
      ...options,
      trainStep: ({ inputs, targets, rows, step, learningRate, weights, models }) => {
        seen.push({ shapes: [...inputs, ...targets].map(({ shape }) => shape), rows, step, learningRate, weights, models });
        return { loss: 1 };
      },
    });
    const sizes = [4, 4, 4, 2];
    expect(seen).toEqual(
      [...sizes, ...sizes].map((rows, step) => ({ shapes: [[rows, 3], [rows, 2]], rows, step, learningRate: step < 4 ? 0.05 : 0.025, weights: undefined, models: {} })), // prettier-ignore
    );
    model.dispose();
  });

  test('may tell further numbers, which are averaged over the rows and kept in the history', async () => {
    const events: string[][] = [];
    let step = 0;
    const model = await train(spec, data, {
      ...base,
      epochs: 2,
      trainStep: () => ({ loss: ++step, share: step * 2 }),
      keepBest: { monitor: 'share', mode: 'min' },
      onEpoch: ({ metrics }) => void events.push(Object.keys(metrics)),
    });
    const mean = (values: readonly number[]) => values.reduce((sum, value, i) => sum + value * [4, 4, 4, 2][i]!, 0) / 14;
    expect(model.history['loss']).toEqual([mean([1, 2, 3, 4]), mean([5, 6, 7, 8])]);
    expect(model.history['share']).toEqual([mean([2, 4, 6, 8]), mean([10, 12, 14, 16])]);
    expect(events).toEqual([['loss', 'share'], ['loss', 'share']]); // prettier-ignore
    expect(model.record.bestEpoch).toBe(1);
    model.dispose();
  });

  test.each([
    ['keepBest', { keepBest: 'accuracy' }],
    ['the schedule', { schedule: { type: 'reduceOnPlateau', monitor: 'accuracy', patience: 1, factor: 0.5 } }],
    ['one of two', { keepBest: 'loss', earlyStopping: { monitor: 'accuracy' } }],
  ] as const)('that lacks what %s watches in an epoch leaves the run as it was', async (_, options) => {
    const trainStep: OwnStep = () => ({ loss: 1 });
    const trainer = await createTrainer(spec, data, { ...base, ...options, trainStep } as TrainOptions);
    for (let i = 0; i < 3; i++) await expect(trainer.next()).rejects.toThrow('received "accuracy"');
    expect([trainer.history, trainer.bestEpoch, trainer.learningRate]).toEqual([{}, undefined, 0.05]);
    trainer.dispose();
  });

  test('is not told of dead units: what its layers are for only the program knows', async () => {
    const dead = { input: [3], layers: [{ type: 'dense', units: 4, activation: 'relu', biasInitializer: { type: 'constant', value: -100 } }, { type: 'dense', units: 2 }] } as unknown as typeof spec; // prettier-ignore
    const warnings: string[] = [];
    const onWarning = ({ about }: { readonly about: string }) => void warnings.push(about);
    for (const more of [{}, { trainStep: () => ({ loss: 1 }) }])
      (await train(dead, data, { ...base, epochs: 1, onWarning, ...more } as TrainOptions)).dispose();
    expect(warnings).toEqual(['deadUnits']);
  });

  test('may tell a number in some batches only, which is averaged over the rows of those, also after a break', async () => {
    const options = { ...base, epochs: 1, shuffle: false };
    let snapshot: Snapshot | undefined;
    const run = async (more: TrainOptions) => {
      const trainStep: OwnStep = ({ step }) => ({ loss: 1, ...(step % 2 === 1 ? { share: step } : {}) }) as { readonly loss: number };
      const model = await train(spec, data, { ...options, trainStep, ...more });
      model.dispose();
      return model.history['share'];
    };
    const checkpoints = { everySeconds: 0, save: (given: Snapshot, { batch }: { readonly batch: number }) => void (batch === 2 && (snapshot = given)) }; // prettier-ignore
    const expected = [(1 * 4 + 3 * 2) / 6]; // of 4, 4, 4 and 2 rows
    expect(await run({ checkpoints })).toEqual(expected);
    expect(await run({ resumeFrom: snapshot })).toEqual(expected);
  });

  test('has metrics measured of what the network answers after it', async () => {
    const model = await train(spec, data, { ...base, epochs: 1, batchSize: 14, trainStep: asBuiltIn, metrics: ['meanSquaredError'] });
    const answers = (await model.predict(data.xs)) as readonly (readonly number[])[];
    const squares = answers.flatMap((row, i) => row.map((value, k) => (value - data.ys[i]![k]!) ** 2));
    expect(model.history['meanSquaredError']![0]).toBeCloseTo(squares.reduce((a, b) => a + b) / squares.length, 6);
    model.dispose();
  });

  test('of rows held out tells nothing: the loss of training is watched', async () => {
    const trainer = await createTrainer(spec, data, { ...base, trainStep: asBuiltIn, validationSplit: 0.2, keepBest: true });
    expect(trainer.monitor).toBe('loss');
    for await (const { metrics } of trainer) expect(Object.keys(metrics)).toEqual(['loss']);
    expect(trainer.bestEpoch).toBeGreaterThan(0);
    (await trainer.finish()).dispose();
  });
});

test('a step of the program goes on with the states of recurrent layers', async () => {
  const recurrent = {
    inputs: { x: { shape: [1, 3], batchSize: 2 } },
    layers: [{ type: 'simpleRNN', units: 2, stateful: true }, { type: 'dense', units: 2 }], // prettier-ignore
  } as unknown as typeof spec;
  const steps = { xs: data.xs.map((row) => [row]), ys: data.ys };
  const options = { ...base, batchSize: 2, shuffle: false, trainStep: asBuiltIn };
  const run = async (more: TrainOptions) => {
    const model = await train(recurrent, steps, { ...options, ...more });
    const weights = weightsOf(model.layersModel);
    model.dispose();
    return weights;
  };
  const snapshots: Snapshot[] = [];
  const whole = await run({ checkpoints: { everySeconds: 0, save: (snapshot: Snapshot) => void snapshots.push(snapshot) } });
  expect(await run({ resumeFrom: snapshots[3]! })).toEqual(whole);
});

describe('models that are trained along', () => {
  const makeCritic = () =>
    tfl.sequential({
      layers: [
        tfl.layers.dense({ units: 3, inputShape: [2], activation: 'tanh', kernelInitializer: tfl.initializers.glorotNormal({ seed: 8 }) }),
        tfl.layers.batchNormalization(),
        tfl.layers.dropout({ rate: 0.4 }),
        tfl.layers.dense({ units: 1, kernelInitializer: tfl.initializers.glorotNormal({ seed: 9 }) }),
      ],
    });
  type Values = ReturnType<typeof tf.tensor>;
  /** Each is trained against the other. */
  const against: OwnStep = ({ layersModel, models: { critic }, inputs, targets, minimize }) => {
    const answer = () => layersModel.apply([...inputs], { training: true }) as Values;
    const judge = (values: Values) => tf.mean(critic!.apply(values, { training: true }) as Values);
    const judged = minimize(() => tf.add(tf.sub(judge(answer()), judge(targets[0]!)), tf.mul(0.1, tf.square(judge(answer())))), critic);
    return { loss: minimize(() => tf.add(tf.neg(judge(answer())), tf.mean(tf.square(tf.sub(answer(), targets[0]!))))), judged };
  };
  const run = async (more: TrainOptions = {}) => {
    const critic = makeCritic();
    const start = weightsOf(critic);
    const model = await train(spec, data, { ...base, trainStep: against, models: { critic }, ...more });
    const end = { weights: weightsOf(model.layersModel), critic: weightsOf(critic), history: model.history };
    expect(distance(end.critic, start)).toBeGreaterThan(0.01);
    model.dispose();
    critic.dispose();
    return end;
  };

  test('are in the checkpoints: a run that was broken off goes on to the same bits', async () => {
    const files: Uint8Array[] = [];
    const whole = await run({ checkpoints: { everySeconds: 0, save: (snapshot: Snapshot) => void files.push(encodeSnapshot(snapshot)) } });
    expect(files).toHaveLength(12);
    for (const file of files.slice(0, -1)) expect(await run({ resumeFrom: decodeSnapshot(file, 'a checkpoint') })).toEqual(whole);
  });

  test('are known by their names, in whatever order they are given', async () => {
    const start = () => tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'zeros' })] });
    const each: OwnStep = ({ layersModel, models, inputs, targets, minimize }) => {
      const learn = (model: LayersModel, share: number) =>
        minimize(() => tf.mean(tf.square(tf.sub(tf.mul(targets[0]!, share), model.apply([...inputs]) as Values))), model);
      learn(models['half']!, 0.5);
      learn(models['none']!, 0);
      return { loss: learn(layersModel, 1) };
    };
    const [half, none] = [start(), start()];
    const trainer = await createTrainer(spec, data, { ...base, trainStep: each, models: { half, none } });
    await trainer.next();
    const snapshot = trainer.snapshot();
    const ends = [weightsOf(half), weightsOf(none)];
    expect(distance(ends[0]!, ends[1]!)).toBeGreaterThan(0.001);
    trainer.dispose();

    const [second, first] = [start(), start()];
    const again = await createTrainer(spec, data, {
      ...base,
      trainStep: each,
      models: { none: first, half: second },
      resumeFrom: snapshot,
    });
    expect([weightsOf(second), weightsOf(first)]).toEqual(ends);
    again.dispose();
    await expect(createTrainer(spec, data, { ...base, trainStep: each, models: { half, all: none }, resumeFrom: snapshot })).rejects
      .toThrowErrorMatchingInlineSnapshot(`
     "resumeFrom has a problem
       models: expected ["half","none"], as the run began, received ["all","half"]
         fix: give what the run began with, or train anew without resumeFrom"
    `);
    for (const model of [half, none, first, second]) model.dispose();
  });

  test('must be as they were in the checkpoint', async () => {
    const critic = makeCritic();
    const trainer = await createTrainer(spec, data, { ...base, trainStep: against, models: { critic } });
    const resumeFrom = trainer.snapshot();
    trainer.dispose();
    critic.dispose();
    await expect(train(spec, data, { ...base, trainStep: asBuiltIn, resumeFrom })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "resumeFrom has a problem
       models: expected ["critic"], as the run began, received []
         fix: give what the run began with, or train anew without resumeFrom"
    `);
  });
});

describe('a step that cannot be is one clear error:', () => {
  const stranger = (): LayersModel => tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [1] })] });
  test.each([
    ['async', async () => ({ loss: 1 })],
    ['without a loss', () => ({ share: 1 })],
    ['a tensor as the loss', () => ({ loss: tf.scalar(1) })],
    ['nothing', () => undefined],
    ['a number alone', () => 3],
  ])('%s', async (_, trainStep) => {
    await expect(train(spec, data, { ...base, trainStep: trainStep as never })).rejects.toThrowErrorMatchingSnapshot();
  });

  test('a model that was not given', async () => {
    const model = stranger();
    const trainStep: OwnStep = ({ minimize }) => ({ loss: minimize(() => tf.scalar(1), model) });
    await expect(train(spec, data, { ...base, trainStep })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "trainStep has a problem
       minimize: expected the model that is trained, or one of models, received a Sequential
         fix: give it to train as well: { models: { critic } }"
    `);
    model.dispose();
  });

  test('one that throws, whose error it is', async () => {
    const trainStep: OwnStep = ({ layersModel, inputs, minimize }) => ({
      loss: minimize(() => {
        layersModel.apply([...inputs], { training: true });
        throw new Error('mine');
      }),
    });
    await expect(train(spec, data, { ...base, trainStep })).rejects.toThrow('mine');
  });
});

test('an own step for a target is judged on the rows held out, as any other', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ x: i % 10, side: i % 10 < 5 ? 'low' : 'high' }));
  const spec = { features: { x: 'number' }, target: { side: 'category' }, network: { layers: [] } } as const;
  const model = await train(spec, rows, {
    seed: 1,
    epochs: 20,
    backend: 'cpu',
    optimizer: { type: 'adam', learningRate: 0.1 },
    trainStep: asBuiltIn,
  });
  expect(model.heldOut).toMatchObject({ task: 'binary', rows: 12 });
  expect((model.heldOut!.metrics as { accuracy: number }).accuracy).toBeGreaterThan(0.9);
  model.dispose();
});
