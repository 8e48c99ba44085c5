import { describe, expect, test } from '@jest/globals';
import { createTrainer, train, type Callback, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const network = {
  input: [2],
  layers: [{ type: 'dense', units: 3, activation: 'tanh' }, { type: 'dense', units: 1 }], // prettier-ignore
} as const;
const data = { xs: wave(10, 2), ys: wave(10, 1) };
const base = {
  loss: 'meanSquaredError',
  optimizer: { type: 'sgd', learningRate: 0.1 },
  batchSize: 4,
  epochs: 2,
  seed: 1,
  backend: 'cpu',
} as const;

/** Lets other work run first, so that what is not waited for comes too late. */
const later = () => new Promise<void>((resolve) => setImmediate(resolve));

describe.each(['auto', 'eager'] as const)('callbacks (step: %s)', (step) => {
  const run = async (options: TrainOptions) => {
    const trainer = await createTrainer(network, data, { ...base, step, ...options } as TrainOptions);
    while ((await trainer.next()) !== undefined);
    const { history, ended } = trainer;
    const model = await trainer.finish();
    const end = { history, ended, weights: weightsOf(model.layersModel) };
    model.dispose();
    return end;
  };

  test('are called in the course of the run, one after another, each waited for', async () => {
    const told: string[] = [];
    const tell = (name: string): Callback => ({
      async onTrainBegin() {
        await later();
        told.push(`${name} begins`);
      },
      async onEpochBegin({ epoch, epochs }) {
        await later();
        told.push(`${name} epoch ${epoch} of ${epochs}`);
      },
      async onBatchEnd({ epoch, epochs, batch, batches, rows }) {
        await later();
        told.push(`${name} batch ${batch} of ${batches} in ${epoch} of ${epochs}: ${rows} rows`);
      },
      async onEpochEnd({ epoch }) {
        await later();
        told.push(`${name} epoch ${epoch} ends`);
      },
      async onTrainEnd() {
        await later();
        told.push(`${name} ends`);
      },
    });
    const onEpoch = async () => {
      await later();
      told.push('onEpoch');
    };
    await run({ callbacks: [tell('a'), tell('b')], onEpoch, epochs: 1 });
    expect(told).toEqual([
      ...['a begins', 'b begins', 'a epoch 1 of 1', 'b epoch 1 of 1'],
      ...[1, 2, 3].flatMap((batch) => ['a', 'b'].map((name) => `${name} batch ${batch} of 3 in 1 of 1: ${batch === 3 ? 2 : 4} rows`)),
      ...['a epoch 1 ends', 'b epoch 1 ends', 'onEpoch', 'a ends', 'b ends'],
    ]);
  });

  test('are told the numbers that the history holds', async () => {
    const losses: number[] = [];
    const seen: number[] = [];
    const { history } = await run({
      callbacks: [
        {
          onBatchEnd: ({ loss, rows }) => void losses.push((loss * rows) / 10),
          onEpochEnd: ({ metrics }) => void seen.push(metrics['loss']!),
        },
      ],
    });
    expect(seen).toEqual(history['loss']);
    [0, 3].forEach((from, epoch) => expect(losses.slice(from, from + 3).reduce((a, b) => a + b)).toBeCloseTo(history['loss']![epoch]!, 6));
  });

  test('may stop the run: within an epoch, at its end, or before anything', async () => {
    const batches: number[] = [];
    const within = await run({
      callbacks: [
        { onBatchEnd: ({ epoch, batch }, control) => (batches.push(batch), epoch === 2 && batch === 2 ? control.stop() : undefined) },
      ],
      epochs: 5,
    });
    expect([within.ended, within.history['loss']!.length, batches]).toEqual(['stopped', 1, [1, 2, 3, 1, 2]]);
    const after = await run({ callbacks: [{ onEpochEnd: (_, control) => control.stop() }], epochs: 5 });
    expect(after).toEqual({ ...(await run({ epochs: 1 })), ended: 'stopped' });
    const untouched = await createTrainer(network, data, base);
    const start = weightsOf(untouched.layersModel);
    untouched.dispose();
    for (const at of ['onTrainBegin', 'onEpochBegin'] as const) {
      const callback: Callback =
        at === 'onTrainBegin' ? { onTrainBegin: (control) => control.stop() } : { onEpochBegin: (_, control) => control.stop() };
      expect(await run({ callbacks: [callback] })).toEqual({ ended: 'stopped', history: {}, weights: start });
    }
  });

  test('may set the learning rate, which then stays: half as in a run with half of it', async () => {
    const rates: number[] = [];
    const onBatchEnd: Callback['onBatchEnd'] = ({ learningRate }) => void rates.push(learningRate);
    const half = await run({
      optimizer: { type: 'sgd', learningRate: 0.2 },
      callbacks: [{ onTrainBegin: (control) => void (control.learningRate /= 2), onBatchEnd }],
    });
    expect(half).toEqual(await run({}));
    expect(rates).toEqual(Array.from({ length: 6 }, () => 0.1));
  });

  test('may set the learning rate under a schedule, which goes on from there', async () => {
    const rates: number[] = [];
    await run({
      schedule: { type: 'exponentialDecay', decayRate: 0.5, decayEpochs: 1, staircase: true },
      epochs: 4,
      callbacks: [
        {
          onEpochEnd({ epoch, learningRate }, control) {
            rates.push(learningRate);
            if (epoch !== 2) return;
            expect(control.learningRate).toBeCloseTo(0.025, 12);
            control.learningRate = 0.8;
            expect(control.learningRate).toBeCloseTo(0.8, 12);
          },
        },
      ],
    });
    [0.1, 0.05, 0.8, 0.4].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 12));
  });

  test('see the weights after the last step in the model, and may change them', async () => {
    const seen: ReturnType<typeof weightsOf>[] = [];
    const { weights } = await run({
      callbacks: [
        {
          onBatchEnd: (_, { layersModel }) => void seen.push(weightsOf(layersModel)),
          onEpochEnd: (_, { layersModel }) => void expect(weightsOf(layersModel)).toEqual(seen.at(-1)),
        },
      ],
    });
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(6);
    expect(weights).toEqual(seen.at(-1));
    // Set to what they are after each step: nothing changes. Set to 0 before the last step: all follows from that.
    const same = await run({ callbacks: [{ onBatchEnd: (_, { layersModel }) => layersModel.setWeights(layersModel.getWeights()) }] });
    expect(same.weights).toEqual(weights);
    const zero = await run({
      callbacks: [
        {
          onBatchEnd({ epoch, batch }, { layersModel }) {
            if (epoch === 2 && batch === 3)
              tf.tidy(() => layersModel.setWeights(layersModel.getWeights().map((weight) => tf.zerosLike(weight))));
          },
        },
      ],
      validationSplit: 0.2,
      batchSize: 3,
    });
    expect(new Set(zero.weights.flat())).toEqual(new Set([0]));
  });

  test.each(['onTrainBegin', 'onEpochBegin', 'onBatchEnd', 'onEpochEnd', 'onTrainEnd'] as const)(
    'that throw in %s end the run with their error; a given model holds the weights of the last step',
    async (name) => {
      const make = () => {
        const seeded = (units: number, seed: number, more: object) =>
          tfl.layers.dense({ units, kernelInitializer: tfl.initializers.glorotUniform({ seed }), ...more });
        return tfl.sequential({ layers: [seeded(3, 1, { inputShape: [2], activation: 'tanh' }), seeded(1, 2, {})] });
      };
      const steps = { onTrainBegin: 0, onEpochBegin: 0, onBatchEnd: 1, onEpochEnd: 3, onTrainEnd: 6 }[name];
      const layersModel = make();
      const fail = () => Promise.reject(new Error('mine'));
      const options = { ...base, step, metrics: ['meanAbsoluteError'] } as const;
      await expect(train(layersModel, data, { ...options, callbacks: [{ [name]: fail }] })).rejects.toThrow('mine');
      const other = make();
      let weights = weightsOf(other);
      let count = 0;
      const model = await train(other, data, {
        ...options,
        callbacks: [{ onBatchEnd: (_, control) => void (++count === steps && (weights = weightsOf(control.layersModel))) }],
      });
      expect(weightsOf(layersModel)).toEqual(weights);
      model.dispose();
      layersModel.dispose();
    },
  );
});

test('warnings are told when they are found, and kept with the model', async () => {
  const told: string[] = [];
  const model = await train(network, { xs: wave(12, 2), ys: wave(12, 1).map(([y]) => [y! + 3]) }, {
    ...base,
    optimizer: { type: 'sgd', learningRate: 1e-9 },
    epochs: 6,
    onWarning: async ({ about }) => {
      await later();
      told.push(about);
    },
  }); // prettier-ignore
  expect(told).toEqual(['lossDoesNotMove']);
  expect(model.record.warnings!.map(({ about }) => about)).toEqual(told);
  expect(model.record.warnings![0]!.message).toContain('the loss has not moved');
  model.dispose();
});

test('warnings that a run had before its checkpoint are kept with the model that goes on from there', async () => {
  const still = { ...base, optimizer: { type: 'sgd', learningRate: 1e-9 }, epochs: 8 } as const;
  const trainer = await createTrainer(network, data, still);
  for await (const { epoch } of trainer) if (epoch === 6) break;
  const resumeFrom = trainer.snapshot();
  trainer.dispose();
  const told: string[] = [];
  const model = await train(network, data, { ...still, resumeFrom, onWarning: ({ about }) => void told.push(about) });
  expect(told).toEqual([]);
  expect(model.record.warnings!.map(({ about }) => about)).toEqual(['lossDoesNotMove']);
  model.dispose();
});

test.each([
  ['callbacks', 'onEpochEnd'],
  ['onEpoch', 3],
  ['checkpoints', {}],
  ['signal', 'abort'],
  ['step', 'lazy'],
] as const)('an option of another kind is one clear error: %s', async (name, value) => {
  await expect(train(network, data, { ...base, [name]: value } as never)).rejects.toThrowErrorMatchingSnapshot();
});

test('a list of callbacks within the list, and one that holds itself, is one clear error', async () => {
  const callbacks: unknown[] = [{ onEpochEnd: () => undefined }];
  const within = { ...base, callbacks: [callbacks] } as never;
  await expect(train(network, data, within)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the call has a problem
     callbacks: expected a list of objects with functions, received [[{"onEpochEnd":"a function"}]]"
  `);
  callbacks.push(callbacks);
  await expect(train(network, data, { ...base, callbacks } as never)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the call has a problem
     callbacks: expected a list of objects with functions, received a value that refers to itself"
  `);
});

test('what only looks like a hook is refused, and what else an object holds is its own', async () => {
  const callbacks = [
    { onEpochend: () => undefined },
    { onTrainEnd: () => undefined, onBatchBegin: () => undefined, once: true, log: () => 1 },
  ];
  await expect(train(network, data, { ...base, callbacks } as never)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the call has 2 problems
     callbacks[0]: expected functions of onTrainBegin, onEpochBegin, onBatchEnd, onEpochEnd, onWarning, onTrainEnd, received "onEpochend"
       fix: did you mean "onEpochEnd"?
     callbacks[1]: expected functions of onTrainBegin, onEpochBegin, onBatchEnd, onEpochEnd, onWarning, onTrainEnd, received "onBatchBegin"
       fix: did you mean "onEpochBegin"?"
  `);
  (await train(network, data, { ...base, callbacks: [{ onTrainEnd: () => undefined, log: () => 1 }] } as never)).dispose();
});
