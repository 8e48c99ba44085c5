import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createTrainer, type ModelSpec, type Snapshot, type TrainData, type Trainer, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { decodeSnapshot, encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';
import { backends } from '../backends.ts';
import { spread } from '../long/spread.ts';

leaveNoTensors();

interface Case {
  readonly spec: ModelSpec;
  readonly data: TrainData;
  readonly options: TrainOptions;
}

const layersOf = (...layers: readonly object[]) => layers as NonNullable<ModelSpec['network']>['layers'];
const dense = (units: number, activation: string) => ({ type: 'dense', units, activation });
const yes = (rows: number) => wave(rows, 3).map(([a, b]) => [Number(a! * b! > 0)]);
const steps = (rows: number) => wave(rows, 6).map((row) => [row.slice(0, 2), row.slice(2, 4), row.slice(4)]); // [3, 2]
const images = (rows: number) => wave(rows, 16).map((row) => [0, 4, 8, 12].map((at) => row.slice(at, at + 4).map((x) => [x]))); // [4, 4, 1]

const binary = { loss: 'binaryCrossentropy', metrics: ['accuracy', 'rocAuc'] } as const;
const awayFrom = (yTrue: Tensor, yPred: Tensor): Tensor => tf.max(tf.abs(tf.sub(yTrue, yPred)), -1);

const chain = {
  spec: { network: { input: [3], layers: layersOf(dense(4, 'tanh'), { type: 'dropout', rate: 0.3 }, dense(1, 'sigmoid')) } },
  data: { xs: wave(20, 3), ys: yes(20) },
  options: { ...binary, batchSize: 4, validationSplit: 0.2 },
} as const satisfies Case;

const cases: Readonly<Record<string, Case>> = {
  'plain loops with dropout, adam, a cosine after a warm-up, early stopping': {
    ...chain,
    options: {
      ...chain.options,
      schedule: { type: 'cosineDecay', warmupEpochs: 0.5 },
      earlyStopping: { patience: 2, monitor: 'val_rocAuc' },
      epochs: 6,
    },
  },
  'plain loops, means of weights, best kept by another number than ends the run': {
    ...chain,
    options: {
      ...chain.options,
      optimizer: { type: 'adam', learningRate: 0.3, useEma: true, emaMomentum: 0.5 },
      keepBest: 'val_accuracy',
      earlyStopping: { monitor: 'val_loss', patience: 2 },
      epochs: 6,
    },
  },
  'eager dense layers with noise, sgd with momentum, a rate that falls on a plateau': {
    ...chain,
    spec: { network: { input: [3], layers: layersOf(dense(4, 'tanh'), { type: 'gaussianNoise', stddev: 0.2 }, dense(1, 'sigmoid')) } },
    options: {
      ...chain.options,
      step: 'eager',
      optimizer: { type: 'sgd', learningRate: 0.5, momentum: 0.9, nesterov: true },
      schedule: { type: 'reduceOnPlateau', patience: 1, minDelta: 0.2, factor: 0.5 },
      epochs: 4,
    },
  },
  'a convolution with batch normalization, nadam, best kept': {
    spec: {
      network: {
        input: [4, 4, 1],
        layers: layersOf(
          { type: 'conv2d', filters: 2, kernelSize: 3 },
          { type: 'batchNormalization' },
          { type: 'flatten' },
          dense(1, 'sigmoid'),
        ),
      },
    },
    data: { xs: images(15), ys: yes(15) },
    options: { ...binary, optimizer: 'nadam', keepBest: true, batchSize: 5, validationSplit: 0.3, epochs: 3 },
  },
  'an lstm with both dropouts, lion': {
    spec: {
      network: { input: [3, 2], layers: layersOf({ type: 'lstm', units: 3, dropout: 0.3, recurrentDropout: 0.3 }, dense(1, 'sigmoid')) },
    },
    data: { xs: steps(12), ys: yes(12) },
    options: { ...binary, optimizer: 'lion', batchSize: 5, epochs: 2 },
  },
  'an lstm that keeps its state, rows in their order, gradients of 3 steps, weights kept in bounds': {
    spec: {
      network: {
        inputs: { x: { shape: [3, 2], batchSize: 4 } },
        layers: layersOf({ type: 'lstm', units: 3, stateful: true }, { ...dense(1, 'linear'), kernelConstraint: 'nonNeg' }),
      },
    },
    data: { xs: steps(16), ys: wave(16, 1) },
    options: {
      loss: 'meanSquaredError',
      optimizer: { type: 'adam', learningRate: 0.2, gradientAccumulationSteps: 3, weightDecay: 0.1 },
      schedule: { type: 'exponentialDecay', decayRate: 0.5, decayEpochs: 1 },
      metrics: ['r2Score', awayFrom],
      batchSize: 4,
      shuffle: false,
      epochs: 3,
    },
  },
  'a dropout layer with a seed, means of the weights, a frozen layer': {
    ...chain,
    spec: {
      network: {
        input: [3],
        layers: layersOf(
          { ...dense(4, 'relu'), trainable: false },
          dense(4, 'relu'),
          { type: 'dropout', rate: 0.4, seed: 7 },
          dense(1, 'sigmoid'),
        ),
      },
    },
    options: { ...chain.options, optimizer: { type: 'rmsprop', useEma: true, emaMomentum: 0.9 }, keepBest: 'val_accuracy', epochs: 3 },
  },
  'two inputs and two outputs, a loss and weights of rows of their own': {
    spec: {
      network: {
        inputs: { left: [2], right: [3] },
        layers: layersOf(
          { type: 'concatenate', id: 'both', from: ['left', 'right'] },
          { ...dense(3, 'tanh'), id: 'wide', from: 'both' },
          { ...dense(1, 'linear'), id: 'sum', from: 'wide' },
          { ...dense(2, 'softmax'), id: 'sort', from: 'wide' },
        ),
        outputs: { total: 'sum', sort: 'sort' },
      },
    },
    data: {
      xs: { left: wave(14, 2), right: wave(14, 3) },
      ys: { total: wave(14, 1), sort: yes(14).map(([y]) => [y!, 1 - y!]) },
      sampleWeight: Array.from({ length: 14 }, (_, i) => i % 4),
    },
    options: {
      loss: [(yTrue: Tensor, yPred: Tensor) => tf.mean(tf.square(tf.sub(yTrue, yPred)), -1), 'categoricalCrossentropy'],
      optimizer: 'amsgrad',
      metrics: [awayFrom],
      keepBest: { monitor: 'val_sort_awayFrom', mode: 'min' },
      validationSplit: 0.3,
      batchSize: 4,
      epochs: 3,
    },
  },
  'rows with features, balanced classes, one cycle': {
    spec: {
      features: { a: 'number', b: 'category' },
      target: { kind: 'category' },
      network: { layers: layersOf(dense(3, 'tanh'), { type: 'dropout', rate: 0.2 }) },
    },
    data: wave(24, 2).map(([a, b], i) => ({ a: a!, b: 'xyz'[i % 3]!, kind: b! > 0.6 ? 'high' : 'low' })),
    options: {
      optimizer: { type: 'adamW', learningRate: 0.05 },
      metrics: ['accuracy', 'rocAuc', 'f1'],
      classWeight: 'balanced',
      schedule: 'oneCycle',
      batchSize: 8,
      epochs: 3,
    },
  },
};

/** Goes through a run to its end. */
async function finish(trainer: Trainer) {
  while ((await trainer.next()) !== undefined);
  const { history, bestEpoch, ended } = trainer;
  const model = await trainer.finish();
  const end = { weights: weightsOf(model.layersModel), history, bestEpoch, ended, report: model.heldOut, warnings: model.record.warnings };
  model.dispose();
  return end;
}

/** As it comes out of a file. */
const reread = (bytes: Uint8Array): Snapshot => decodeSnapshot(bytes, 'a checkpoint');

describe.each(backends)('a run that is broken off after any step goes on to the same bits (%s)', (backend) => {
  test.each(spread(Object.keys(cases), backends.length, backends.indexOf(backend)))('%s', async (name) => {
    const { spec, data, options } = cases[name]!;
    const make = (more: TrainOptions = {}) => createTrainer(spec, data, { ...options, seed: 5, backend, ...more } as TrainOptions);
    const whole = await finish(await make());
    const files: Uint8Array[] = [];
    const save = (snapshot: Snapshot) => void files.push(encodeSnapshot(snapshot));
    const watched = await finish(await make({ checkpoints: { everySeconds: 0, save } }));
    expect({ ...watched, bestEpoch: whole.bestEpoch }).toEqual(whole);
    // Native bindings make several steps in one call.
    expect(files.length).toBeGreaterThan(backend === 'native' ? 2 : 5);
    // Every third, or every sixth: on each backend others.
    const some = spread(files.filter((_, i) => i % 3 === backends.indexOf(backend) % 3), 2); // prettier-ignore
    for (const file of some) expect(await finish(await make({ resumeFrom: reread(file) }))).toEqual(whole);
  });
});

describe('a snapshot', () => {
  const make = (more: TrainOptions = {}) =>
    createTrainer(chain.spec, chain.data, { ...chain.options, epochs: 4, seed: 5, backend: 'cpu', ...more });

  test('may be taken at any time: before the first step, within an epoch, between two, and after the last', async () => {
    const whole = await finish(await make());
    const snapshots: Snapshot[] = [];
    const take = () => void snapshots.push(trainer.snapshot());
    const trainer = await make({
      callbacks: [{ onTrainBegin: take, onEpochBegin: take, onBatchEnd: take, onEpochEnd: take, onTrainEnd: take }],
    });
    take();
    for await (const _ of trainer) take();
    take();
    expect(await finish(trainer)).toEqual(whole);
    expect(snapshots).toHaveLength(1 + 1 + 4 * (1 + 4 + 1 + 1) + 1 + 1);
    // Each third is one of every kind: there are seven in an epoch.
    for (const resumeFrom of spread(snapshots, 3, 1)) expect(await finish(await make({ resumeFrom }))).toEqual(whole);
  });

  test('of a run that was broken off a second time is as good as the first', async () => {
    const whole = await finish(await make());
    let resumeFrom: Snapshot | undefined;
    for (let part = 0; part < 8; part++) {
      let batches = 0;
      const trainer = await make({
        ...(resumeFrom === undefined ? {} : { resumeFrom }),
        callbacks: [{ onBatchEnd: (_, control) => void (++batches === 2 && control.stop()) }],
      });
      while ((await trainer.next()) !== undefined);
      resumeFrom = reread(encodeSnapshot(trainer.snapshot()));
      trainer.dispose();
    }
    expect(await finish(await make({ resumeFrom: resumeFrom! }))).toEqual(whole);
  });

  test('brings its seed along, and more epochs where no schedule asks how many there are', async () => {
    const trainer = await make({ epochs: 2 });
    while ((await trainer.next()) !== undefined);
    const resumeFrom = trainer.snapshot();
    trainer.dispose();
    const longer = await createTrainer(chain.spec, chain.data, { ...chain.options, epochs: 4, backend: 'cpu', resumeFrom });
    expect(longer.seed).toBe(5);
    expect(await finish(longer)).toEqual(await finish(await make()));
  });

  test('is not changed by the run that goes on from it', async () => {
    const trainer = await make({ optimizer: { type: 'adam', useEma: true }, keepBest: true });
    await trainer.next();
    const resumeFrom = trainer.snapshot();
    const kept = encodeSnapshot(resumeFrom);
    trainer.dispose();
    await finish(await make({ optimizer: { type: 'adam', useEma: true }, keepBest: true, resumeFrom }));
    expect(encodeSnapshot(resumeFrom)).toEqual(kept);
  });

  test('that went through JSON is refused, and a structuredClone is not', async () => {
    const trainer = await make();
    await trainer.next();
    const snapshot = trainer.snapshot();
    trainer.dispose();
    await expect(make({ resumeFrom: JSON.parse(JSON.stringify(snapshot)) as Snapshot })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       resumeFrom: expected a snapshot with its typed arrays, received one without, as JSON leaves it
         fix: copy it by structuredClone, or keep it in a file by checkpointFolder"
    `);
    expect(await finish(await make({ resumeFrom: structuredClone(snapshot) }))).toEqual(await finish(await make()));
  });

  describe('of another run is refused:', () => {
    const snapshotOf = async (spec: ModelSpec = chain.spec, options: TrainOptions = {}) => {
      const trainer = await createTrainer(spec, chain.data, { ...chain.options, epochs: 4, seed: 5, backend: 'cpu', ...options });
      await trainer.next();
      const snapshot = trainer.snapshot();
      trainer.dispose();
      return snapshot;
    };
    const network = (...layers: object[]): ModelSpec => ({ network: { input: [3], layers: layersOf(...layers) } });

    test('with other rows', async () => {
      const data = { xs: wave(20, 3).map((row) => row.map((x) => x + 1)), ys: yes(20) };
      const options = { ...chain.options, epochs: 4, backend: 'cpu', resumeFrom: await snapshotOf() } as const;
      await expect(createTrainer(chain.spec, data, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
       "the data has a problem
         rows: expected those that the run began with (1e79565f 5d1b2386, b2431d72 584c9aaf), received others (1f7f3e44 5d1b2386, ac8267d0 584c9aaf)
           fix: give the same rows, split by the same seed, or train anew"
      `);
    });

    test('with any other row, be it trained on, held out, or for the test', async () => {
      const parts = { testSplit: 0.2 };
      const resumeFrom = await snapshotOf(chain.spec, parts);
      const outcomes: string[] = [];
      for (let row = -1; row < 20; row++) {
        const xs = chain.data.xs.map((values, i) => (i === row ? values.map((x) => x + 1) : values));
        const options = { ...chain.options, ...parts, epochs: 4, backend: 'cpu', resumeFrom } as const;
        const trainer = await createTrainer(chain.spec, { ...chain.data, xs }, options).catch((error: Error) => error);
        outcomes.push(trainer instanceof Error ? trainer.name : 'goes on');
        if (!(trainer instanceof Error)) trainer.dispose();
      }
      expect(outcomes).toEqual(['goes on', ...Array<string>(20).fill('DataError')]);
    });

    test('with other weights of rows, though only metrics count them', async () => {
      const ys = yes(20);
      const weighed = (byClass: readonly number[]) => ({ ...chain.data, sampleWeight: ys.map(([k]) => byClass[k!]!) });
      const classWeight = { 0: 1, 1: 0 }; // in the loss no row of the other class counts
      const options = { ...chain.options, validationSplit: 0, epochs: 4, seed: 5, backend: 'cpu', classWeight } as const;
      const trainer = await createTrainer(chain.spec, weighed([1, 1]), options);
      const resumeFrom = trainer.snapshot();
      trainer.dispose();
      await expect(createTrainer(chain.spec, weighed([1, 2]), { ...options, resumeFrom })).rejects.toThrow('the data has a problem');
    });

    test.each([
      ['another batch size, seed and optimizer', chain.spec, { batchSize: 8, seed: 6, optimizer: { type: 'adam', learningRate: 0.1 } }],
      ['fewer units', network(dense(3, 'tanh'), { type: 'dropout', rate: 0.3 }, dense(1, 'sigmoid')), {}],
      ['other layers', network(dense(4, 'tanh'), { type: 'gaussianNoise', stddev: 0.2 }, dense(1, 'sigmoid')), { step: 'eager' }],
      ['another activation', network(dense(4, 'relu'), { type: 'dropout', rate: 0.3 }, dense(1, 'sigmoid')), {}],
      ['one layer more', network(dense(4, 'tanh'), dense(4, 'tanh'), { type: 'dropout', rate: 0.3 }, dense(1, 'sigmoid')), {}],
      ['another kind of step', chain.spec, { step: 'eager' }],
      ['a schedule', chain.spec, { schedule: 'cosineDecay' }],
    ] as const)('%s', async (_, spec, options) => {
      const resumeFrom = await snapshotOf(spec as ModelSpec, options as TrainOptions);
      await expect(make({ resumeFrom })).rejects.toThrowErrorMatchingSnapshot();
    });

    test('other metrics of the program', async () => {
      const near = (yTrue: Tensor, yPred: Tensor) => tf.abs(tf.sub(yTrue, yPred));
      const far = (yTrue: Tensor, yPred: Tensor) => tf.max(tf.abs(tf.sub(yTrue, yPred)));
      const resumeFrom = await snapshotOf(chain.spec, { metrics: [near] });
      await expect(make({ resumeFrom, metrics: [near, far] })).rejects.toThrow('metrics: expected ["near"], as the run began');
    });

    test('another loss of the program, or none', async () => {
      const squares = (yTrue: Tensor, yPred: Tensor) => tf.mean(tf.squaredDifference(yTrue, yPred), -1);
      const distances = (yTrue: Tensor, yPred: Tensor) => tf.mean(tf.abs(tf.sub(yTrue, yPred)), -1);
      const resumeFrom = await snapshotOf(chain.spec, { loss: squares });
      (await make({ resumeFrom, loss: squares })).dispose();
      await expect(make({ resumeFrom, loss: distances })).rejects.toThrowErrorMatchingInlineSnapshot(`
       "resumeFrom has a problem
         loss: expected ["function squares"], as the run began, received ["function distances"]
           fix: give what the run began with, or train anew without resumeFrom"
      `);
      await expect(make({ resumeFrom, step: 'eager' })).rejects.toThrowErrorMatchingInlineSnapshot(`
       "resumeFrom has a problem
         loss: expected ["function squares"], as the run began, received nothing
           fix: give what the run began with, or train anew without resumeFrom"
      `);
    });

    describe('with the same layers in another order of reading:', () => {
      const wide = { type: 'dense', units: 3, activation: 'tanh' };
      const layers = [
        { ...wide, id: 'first', from: 'left' },
        { ...wide, id: 'second', from: 'right' },
        { type: 'concatenate', id: 'sum', from: ['first', 'second'] },
        { type: 'dense', id: 'one', units: 1, from: 'sum' },
        { type: 'dense', id: 'other', units: 1, from: 'sum' },
      ];
      const graph = (change: { readonly layers?: readonly object[]; readonly outputs?: object; readonly inputs?: object } = {}) =>
        ({
          network: { inputs: { left: [3], right: [3] }, layers, outputs: { a: 'one', b: 'other' }, ...change },
          training: { loss: 'meanSquaredError', epochs: 2, seed: 1 },
        }) as unknown as ModelSpec;
      const data = { xs: { left: wave(12, 3), right: wave(12, 3) }, ys: { a: wave(12, 1), b: wave(12, 1) } };
      const start = (spec: ModelSpec, resumeFrom?: Snapshot) =>
        createTrainer(spec, data, { backend: 'cpu', ...(resumeFrom === undefined ? {} : { resumeFrom }) });
      const begun = async () => {
        const trainer = await start(graph());
        await trainer.next();
        const snapshot = trainer.snapshot();
        trainer.dispose();
        return snapshot;
      };

      test.each([
        [
          'another input',
          { layers: [{ ...wide, id: 'first', from: 'right' }, { ...wide, id: 'second', from: 'left' }, ...layers.slice(2)] },
        ],
        [
          'another layer',
          { layers: [...layers.slice(0, 2), { type: 'concatenate', id: 'sum', from: ['second', 'first'] }, ...layers.slice(3)] },
        ],
        ['outputs changed round', { outputs: { a: 'other', b: 'one' } }],
      ])('%s', async (_, change) => {
        await expect(start(graph(change), await begun())).rejects.toThrowErrorMatchingSnapshot();
      });

      test('which only other ids would not be', async () => {
        const renamed = JSON.parse(JSON.stringify(graph()).replaceAll('"first"', '"start"').replaceAll('"sum"', '"both"')) as ModelSpec;
        (await start(renamed, await begun())).dispose();
      });
    });

    test('more epochs under a schedule that depends on them', async () => {
      const resumeFrom = await snapshotOf(chain.spec, { schedule: 'cosineDecay' });
      await expect(make({ schedule: 'cosineDecay', epochs: 5, resumeFrom })).rejects.toThrowErrorMatchingInlineSnapshot(`
       "resumeFrom has a problem
         training.epochs: expected 4, as the run began, received 5
           fix: give as many (epochs, or --epochs): the schedule asks how long the run is"
      `);
    });

    test('what is no snapshot', async () => {
      await expect(make({ resumeFrom: { epoch: 3 } })).rejects.toThrowErrorMatchingInlineSnapshot(`
       "the call has a problem
         resumeFrom: expected a snapshot that a trainer gave, received {"epoch":3}"
      `);
    });
  });
});
