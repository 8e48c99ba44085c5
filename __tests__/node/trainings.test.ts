import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { combineModels, crossValidate, evaluate, findLearningRate, overfitBatch, train, type Callback, type ModelSpec } from 'netspec';

const iris = 'examples/data/iris.csv';
const spec = {
  features: { sepal_length: 'number', sepal_width: 'number', petal_length: 'number', petal_width: 'number' },
  target: { species: 'category' },
  network: { layers: [{ type: 'dense', units: 8, activation: 'tanh' }] },
  training: { epochs: 20, batchSize: 16, optimizer: { type: 'adam', learningRate: 0.03 } },
} as const satisfies ModelSpec;
const options = { seed: 1, backend: 'cpu' } as const;
const told = (promise: Promise<unknown>) => promise.then(() => 'no error', String);

let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

describe('from the path of a CSV file, on the backend asked for', () => {
  const backends: string[] = [];
  const onBackend = ({ name }: { readonly name: string }) => backends.push(name);

  test('crossValidate tells mean and deviation of each score, and makes one model of those of the folds', async () => {
    const { summary, reports, seed, ensemble } = await crossValidate(spec, iris, { ...options, onBackend, folds: 3, ensemble: true });
    expect(backends).toEqual(['cpu']);
    expect([summary.folds, summary.rows, reports.length, seed]).toEqual([3, 150, 3, 1]);
    const { mean, values } = summary.metrics['accuracy']!;
    expect(mean).toBeCloseTo(
      values.reduce<number>((sum, value) => sum + value! / 3, 0),
      12,
    );
    expect(mean).toBeGreaterThan(0.9);
    const [answer] = await ensemble!.predict([{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }]);
    expect(answer!.species).toBe('setosa');
    ensemble!.dispose();
  });

  test('findLearningRate suggests a rate at which the network learns', async () => {
    const { suggestion, rates, losses } = await findLearningRate(spec, iris, { ...options, sweep: { from: 1e-5, to: 1, steps: 60 } });
    expect(rates[0]).toBe(1e-5);
    expect(losses).toHaveLength(rates.length);
    const model = await train(spec, iris, { ...options, optimizer: { type: 'adam', learningRate: suggestion } });
    expect(model.heldOut!.metrics).toMatchObject({ accuracy: expect.any(Number) });
    expect(model.history['loss']!.at(-1)).toBeLessThan(0.5 * model.history['loss']![0]!);
    model.dispose();
  });

  test('overfitBatch tells that a network can learn', async () => {
    expect(await overfitBatch(spec, iris, options)).toMatchObject({ learned: true, rows: 16 });
  });

  test('combineModels makes one model of several', async () => {
    const members = [];
    for (const seed of [1, 2]) members.push(await train(spec, iris, { ...options, seed }));
    const ensemble = combineModels(members);
    for (const member of members) member.dispose();
    expect((await evaluate(ensemble, iris)).metrics).toMatchObject({ accuracy: expect.any(Number) });
    ensemble.dispose();
  });
});

test('findLearningRate tells where the loss is no number at the first step', async () => {
  const data = { xs: [[1e30], [-1e30]], ys: [[1], [2]] };
  const found = await findLearningRate({ input: [1], layers: [{ type: 'dense', units: 1 }] }, data, options);
  expect(found).toMatchObject({ rates: [1e-7], losses: [Infinity], suggestion: 1e-7 });
  expect(found.note).toMatch('the loss was lost after 0 steps');
});

test('overfitBatch measures by the loss that the program gives', async () => {
  const thousandth = (yTrue: Tensor, yPred: Tensor) => tf.mul(0.001, tf.mean(tf.squaredDifference(yTrue, yPred), -1));
  const data = { xs: [[1], [2], [3]], ys: [[2], [4], [6]] };
  const network = { input: [1], layers: [{ type: 'dense', units: 1 }] } as const;
  const optimizer = { type: 'adam', learningRate: 0.1 } as const;
  const { learned, constantLoss } = await overfitBatch(network, data, { ...options, loss: thousandth, optimizer });
  expect(learned).toBe(true);
  expect(constantLoss).toBeCloseTo(0.001 * (8 / 3), 9);
});

describe('overfitBatch measures a loss between what one answer gives and the least that there can be:', () => {
  const xs = Array.from({ length: 4 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
  const counts = xs.map(([a]) => [Math.round(8 + 6 * a!)]);
  const ways = xs.map(([a, b]) => [a! + 0.1, b! - 0.1]);
  const layers = (units: number, activation: string) => ({
    input: [2],
    layers: [{ type: 'dense', units: 24, activation: 'tanh' }, { type: 'dense', units, activation }], // prettier-ignore
  });
  test.each([
    ['poisson', layers(1, 'softplus'), { xs, ys: counts }],
    ['cosineProximity', layers(2, 'linear'), { xs, ys: ways }],
    [{ type: 'binaryCrossentropy', labelSmoothing: 0.3 }, layers(1, 'sigmoid'), { xs, ys: xs.map(([a]) => [Number(a! > 0)]) }],
  ] as const)('%j', async (loss, network, data) => {
    const run = (learningRate: number, callbacks: readonly Callback[] = []) =>
      overfitBatch(network as never, data, { ...options, loss: loss as never, optimizer: { type: 'adam', learningRate }, callbacks });
    expect(await run(0.1)).toMatchObject({ learned: true });
    const still = await run(1e-9, [{ onEpochEnd: ({ epoch }, control) => void (epoch === 20 && control.stop()) }]);
    expect(still).toMatchObject({ learned: false });
    expect(still.message).toMatch(/where one answer for all of them gives -?[\d.]+ and the right ones -?[\d.]+\)/);
  });

  test('rows that count for more do so in both', async () => {
    const data = { xs: [[0], [1]], ys: [[0], [2]], sampleWeight: [3, 1] };
    const found = await overfitBatch({ input: [1], layers: [{ type: 'dense', units: 1 }] }, data, {
      ...{ ...options, batchSize: 2, loss: 'meanSquaredError', optimizer: { type: 'adam', learningRate: 0.05 } },
    });
    expect(found.constantLoss).toBeCloseTo(1.5, 6);
    expect(found.learned).toBe(true);
  });

  test('a loss of the program that rises towards the labels is refused', async () => {
    const away = (yTrue: Tensor, yPred: Tensor) => tf.neg(tf.mean(tf.squaredDifference(yTrue, yPred), -1));
    const call = overfitBatch({ input: [2], layers: [{ type: 'dense', units: 1 }] }, { xs, ys: counts }, { ...options, loss: away });
    await expect(call).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       loss: expected a loss that falls as the answers come near the labels, or is not below 0, received one of -5.19 where one answer is given for all rows, and of no less for the labels
         fix: train on a few rows and look at the loss yourself"
    `);
  });
});

test('overfitBatch that a callback stops before its first step says that it tells nothing', async () => {
  const data = { xs: [[1], [2], [3]], ys: [[2], [4], [6]] };
  const network = { input: [1], layers: [{ type: 'dense', units: 1 }] } as const;
  const callbacks: readonly Callback[] = [{ onTrainBegin: (control) => control.stop() }];
  const found = await overfitBatch(network, data, { ...options, loss: 'meanSquaredError', callbacks });
  expect(found).toMatchObject({ learned: false, steps: 0, loss: NaN });
  expect(found.message).toBe('The run was stopped before its first step had ended, which tells nothing of a batch of 3 rows.');
  const sweep = await findLearningRate(network, data, { ...options, loss: 'meanSquaredError', callbacks });
  expect(sweep).toMatchObject({ rates: [], losses: [], note: expect.stringContaining('after 0 steps') });
});

test('findLearningRate that gathers gradients over steps tries each rate on one change of the weights, by the mean of its losses', async () => {
  const xs = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
  const data = { xs, ys: xs.map(([a, b]) => [a! - b!]) };
  const network = { input: [2], layers: [{ type: 'dense', units: 1 }] } as const;
  const find = (batchSize: number, optimizer: object) =>
    findLearningRate(network, data, {
      ...{ ...options, batchSize, shuffle: false, validationSplit: 0, loss: 'meanSquaredError' },
      ...{ optimizer: optimizer as never, sweep: { from: 1e-3, to: 1, steps: 20 } },
    });
  const whole = await find(12, { type: 'sgd' });
  const gathered = await find(4, { type: 'sgd', gradientAccumulationSteps: 3 });
  expect(whole.rates).toHaveLength(20);
  expect(gathered.rates).toEqual(whole.rates);
  gathered.losses.forEach((loss, i) => expect(loss).toBeCloseTo(whole.losses[i]!, 4));
});

test('a sweep over few rows, whose epochs are a step each, says nothing of a loss that does not move', async () => {
  const warnings: string[] = [];
  const data = { xs: [[1], [2], [3]], ys: [[2], [4], [6]] };
  const network = { input: [1], layers: [{ type: 'dense', units: 1 }] } as const;
  const found = await findLearningRate(network, data, { ...options, onWarning: ({ about }) => void warnings.push(about) });
  expect(found.losses.length).toBeGreaterThan(10);
  expect(warnings).not.toContain('lossDoesNotMove');
});

test('what stands in the wrong place of a call is told where it belongs', async () => {
  const messages = [
    await told(train(spec, iris, { ...options, resume: true } as never)),
    await told(crossValidate(spec, iris, { ...options, run: { name: 'iris' } } as never)),
    await told(findLearningRate(spec, iris, { ...options, from: 1e-5 } as never)),
    await told(train(spec, iris, { ...options, folds: 3 } as never)),
  ];
  expect(messages.join('\n')).toMatchInlineSnapshot(`
   "SpecError: the spec has a problem
     training.resume: expected an option of training, received "resume"
       fix: it belongs into the call, in its record: run: { name: "iris", resume: true }; on the command line there is --resume
   SpecError: the spec has a problem
     training.run: expected an option of training, received "run"
       fix: train and createTrainer of Node keep records of runs, and nothing else does: leave it out
   SpecError: the spec has a problem
     training.from: expected an option of training, received "from"
       fix: it belongs into the sweep of findLearningRate: sweep: { from: 1e-5, to: 1, steps: 100 }
   SpecError: the spec has a problem
     training.folds: expected an option of training, received "folds"
       fix: crossValidate takes it, and no other call"
  `);
});

test('crossValidate refuses what is of one run', async () => {
  const extra = { trainStep: () => ({ loss: 1 }), models: {}, checkpoints: { save: () => undefined } };
  const message = await told(crossValidate(spec, iris, { ...options, ...extra } as never));
  for (const name of Object.keys(extra)) expect(message).toMatch(`${name}: expected nothing, as each fold is a training of its own`);
});

test('crossValidate weighs the baselines of the ensemble as those of its members', async () => {
  const rows = Array.from({ length: 24 }, (_, i) => ({ x: Math.sin(i), y: i % 2, w: i % 2 === 0 ? 0 : 1 }));
  const weighed = {
    features: { x: 'number' },
    target: { y: 'number' },
    network: { layers: [] },
    training: { epochs: 1, sampleWeight: 'w' },
  } as const satisfies ModelSpec;
  const { ensemble } = await crossValidate(weighed, rows, { ...options, folds: 2, ensemble: true });
  const report = await evaluate(ensemble!, rows);
  ensemble!.dispose();
  expect(report.baselines!.trivial).toMatchObject({ mae: 0 }); // all rows that count have the same
});

test('crossValidate of arrays holds one fold at a time', async () => {
  const counts: number[] = [];
  const data = { xs: Array.from({ length: 12 }, (_, i) => [i / 12]), ys: Array.from({ length: 12 }, (_, i) => [i]) };
  await crossValidate({ input: [1], layers: [{ type: 'dense', units: 1 }] }, data, {
    ...options,
    folds: 4,
    epochs: 1,
    onEpoch: () => void counts.push(tf.memory().numTensors - counts.length * 2), // 2 weights of each model so far
  });
  expect(new Set(counts).size).toBe(1);
});

describe('a wrong call is one clear error', () => {
  test('of crossValidate', async () => {
    const layersModel = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] })] });
    expect(await told(crossValidate(layersModel as never, { xs: [[1, 2]], ys: [1] }))).toMatchInlineSnapshot(`
     "UsageError: the call has a problem
       subject: expected a spec, as each fold has a network of its own, received a Sequential
         fix: give its spec: toSpec(model)"
    `);
    layersModel.dispose();
    expect(await told(crossValidate(spec, iris, { ...options, folds: 1 }))).toMatchInlineSnapshot(`
     "DataError: the data has a problem
       folds: expected a whole number of 2 or more, received 1"
    `);
    expect(await told(crossValidate(spec, iris, { ...options, group: 'colour' }))).toMatchInlineSnapshot(`
     "DataError: examples/data/iris.csv has a problem
       column "colour": expected a column of that name, received the columns sepal_length, sepal_width, petal_length, petal_width, species"
    `);
    expect(await told(crossValidate(spec, 'nowhere.csv', options))).toMatchInlineSnapshot(`
     "DataError: the data has a problem
       nowhere.csv: expected a CSV file, received no such file"
    `);
    expect(await told(crossValidate(spec, iris, { ...options, run: {} } as never))).toMatchInlineSnapshot(`
     "SpecError: the spec has a problem
       training.run: expected an option of training, received "run"
         fix: train and createTrainer of Node keep records of runs, and nothing else does: leave it out"
    `);
  });

  test('of findLearningRate', async () => {
    expect(await told(findLearningRate(spec, iris, { ...options, sweep: { from: 1, to: 0.1 } }))).toMatchInlineSnapshot(`
     "UsageError: the options of the call has a problem
       sweep: expected 0 < from < to, and 2 steps or more, received {"from":1,"to":0.1,"steps":100}"
    `);
    expect(await told(findLearningRate(spec, undefined as never, options))).toMatchInlineSnapshot(`
     "DataError: the data has a problem
       rows: expected a list of objects, or an object of columns, received nothing"
    `);
  });

  test('of overfitBatch', async () => {
    expect(await told(overfitBatch(undefined as never, iris, options))).toMatchInlineSnapshot(`
     "SpecError: the spec has a problem
       spec: expected a model { "network": ... } or a network { "input": ..., "layers": [...] }, received nothing"
    `);
    expect(await told(overfitBatch(spec, iris, 5 as never))).toMatchInlineSnapshot(`
     "UsageError: the call has a problem
       options: expected an object, received 5"
    `);
    expect(await told(overfitBatch(spec, iris, { onBackend: 5 } as never))).toMatchInlineSnapshot(`
     "UsageError: the options of the call has a problem
       onBackend: expected a function, received 5"
    `);
    const trainStep = () => ({ loss: 1 });
    expect(await told(overfitBatch(spec, iris, { ...options, trainStep }))).toMatchInlineSnapshot(`
     "UsageError: the call has a problem
       trainStep: expected nothing, as what is measured is the loss of the spec, received a function
         fix: train on a few rows and look at the loss yourself"
    `);
  });

  test('of combineModels', () => {
    expect(() => combineModels(5 as never)).toThrowErrorMatchingInlineSnapshot(`
     "the ensemble has a problem
       models: expected two models or more, received 5"
    `);
    expect(() => combineModels([1, 2] as never)).toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       model: expected a Model, received 1
         fix: give what train or load returned"
    `);
  });
});
