import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { train, useBackend, type ModelSpec, type TrainOptions } from 'netspec';

const xor = { xs: [[0, 0], [0, 1], [1, 0], [1, 1]], ys: [[0], [1], [1], [0]] }; // prettier-ignore
const rows = Array.from({ length: 40 }, (_, i) => ({ a: Math.sin(i), b: Math.cos(3 * i), kind: Math.sin(i) > 0.2 ? 'high' : 'low' }));
const flowers: ModelSpec = {
  features: { a: 'number', b: 'number' },
  target: { kind: 'category' },
  network: { layers: [{ type: 'dense', units: 6, activation: 'tanh' }, { type: 'dropout', rate: 0.3 }] }, // prettier-ignore
  training: { epochs: 4, batchSize: 8 },
};

const weightsOf = (layersModel: LayersModel) => layersModel.getWeights().map((weight) => [...weight.dataSync()]);

let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

async function trainedWeights(spec: ModelSpec, options: TrainOptions): Promise<number[][]> {
  const model = await train(spec, rows, options);
  const weights = weightsOf(model.layersModel);
  model.dispose();
  return weights;
}

describe('a seed decides everything', () => {
  const variants = [
    { backend: 'cpu', step: 'auto' },
    { backend: 'cpu', step: 'eager' },
    { backend: 'wasm', step: 'eager' },
  ] as const;
  test.each(variants)('two runs with one seed end with the same bits, another seed with others ($backend, $step)', async (options) => {
    const first = await trainedWeights(flowers, { ...options, seed: 3 });
    expect(await trainedWeights(flowers, { ...options, seed: 3 })).toEqual(first);
    expect(await trainedWeights(flowers, { ...options, seed: 4 })).not.toEqual(first);
  });

  test('a run without a seed tells the one that it drew, which gives the run again', async () => {
    const model = await train(flowers, rows, { backend: 'cpu' });
    const weights = weightsOf(model.layersModel);
    model.dispose();
    expect(await trainedWeights(flowers, { backend: 'cpu', seed: model.seed! })).toEqual(weights);
  });

  test('a dropout layer with a seed of its own draws another mask for each step', async () => {
    // The weights hardly move, so that the loss tells the masks apart: 0 where the only answer is dropped.
    const still = tfl.layers.dense({ units: 1, kernelInitializer: 'ones', inputShape: [8], name: 'still' });
    const layersModel = tfl.sequential({ layers: [still, tfl.layers.dropout({ rate: 0.5, seed: 7 })] });
    const data = { xs: [[1, 2, 4, 8, 16, 32, 64, 128]], ys: [[0]] };
    const model = await train(layersModel, data, {
      loss: 'meanSquaredError',
      optimizer: { type: 'sgd', learningRate: 1e-12 },
      epochs: 12,
      backend: 'cpu',
      seed: 1,
    });
    expect(new Set(model.history['loss']!.map((loss) => loss > 0)).size).toBe(2);
    model.dispose();
  });

  test('the global random numbers of the program are its own again after training', async () => {
    const original = Math.random;
    await trainedWeights(flowers, { backend: 'cpu', step: 'eager' });
    expect(Math.random).toBe(original);
  });
});

describe('the plain step', () => {
  const dense = (units: number, activation: string, more: object = {}) => ({ type: 'dense', units, activation, ...more });
  const drop = { type: 'dropout', rate: 0.4 };
  const oneHot = rows.map((_, i) => [0, 1, 2].map((k) => Number(i % 3 === k)));
  const yesNo = rows.map((_, i) => [i % 2]);
  const numbers = rows.map(({ a, b }) => [a * 2 - b, a * b]);
  const xs = rows.map(({ a, b }) => [a, b]);
  const cases: readonly [string, readonly { type: string }[], string, number[][], string | object][] = [
    ['sigmoid and binary cross-entropy', [dense(5, 'tanh'), dense(1, 'sigmoid')], 'binaryCrossentropy', yesNo, 'adam'],
    ['softmax and categorical cross-entropy', [dense(5, 'relu'), dense(3, 'softmax')], 'categoricalCrossentropy', oneHot, 'adam'],
    ['numbers, no bias', [dense(5, 'elu', { useBias: false }), dense(4, 'sigmoid'), dense(2, 'linear')], 'meanSquaredError', numbers, 'adam'],
    ['sgd', [dense(5, 'sigmoid'), dense(2, 'linear')], 'meanSquaredError', numbers, { type: 'sgd', learningRate: 0.1 }],
    ['dropout after each slope', [dense(6, 'tanh'), drop, dense(6, 'sigmoid'), drop, dense(6, 'elu'), drop, dense(2, 'linear')], 'meanSquaredError', numbers, 'adam'],
    ['dropout between classes', [dense(6, 'relu'), drop, dense(3, 'softmax')], 'categoricalCrossentropy', oneHot, { type: 'sgd', learningRate: 0.5 }],
    ['penalties', [dense(5, 'tanh', { kernelRegularizer: { type: 'l1l2', l1: 0.02, l2: 0.03 } }), dense(2, 'linear', { kernelRegularizer: 'l2' })], 'meanSquaredError', numbers, 'adam'],
  ]; // prettier-ignore

  test.each(cases)('ends where the eager step ends, and reports the same losses: %s', async (_, layers, loss, ys, optimizer) => {
    const spec = { network: { input: [2], layers }, training: { loss, optimizer, epochs: 5, batchSize: 16 } } as ModelSpec;
    const run = async (step: 'auto' | 'eager') => {
      const model = await train(spec, { xs, ys }, { step, seed: 5, backend: 'cpu' });
      const end = { weights: weightsOf(model.layersModel).flat(), losses: model.history['loss']! };
      model.dispose();
      return end;
    };
    const [plain, eager] = [await run('auto'), await run('eager')];
    plain.weights.forEach((weight, i) => expect(weight).toBeCloseTo(eager.weights[i]!, 4));
    plain.losses.forEach((value, i) => expect(value).toBeCloseTo(eager.losses[i]!, 5));
  });

  test('is some way faster to the same end, not another network: predictions agree with stock predict', async () => {
    const spec = { network: { input: [2], layers: [dense(8, 'tanh'), dense(1, 'sigmoid')] } };
    const model = await train(spec, xor, {
      loss: 'binaryCrossentropy',
      optimizer: { type: 'adam', learningRate: 0.1 },
      epochs: 100,
      seed: 1,
      backend: 'cpu',
    });
    const ours = (await model.predict(xor.xs)) as number[][];
    const stock = tf.tidy(() => (model.layersModel.predict(tf.tensor2d(xor.xs)) as Tensor).arraySync()) as number[][];
    expect(ours).toEqual(stock);
    expect(ours.map(([p]) => Math.round(p!))).toEqual([0, 1, 1, 0]);
    model.dispose();
  });
});

describe('the eager step', () => {
  test('does what stock fit does', async () => {
    const make = () =>
      tfl.sequential({
        layers: [
          tfl.layers.dense({
            units: 4,
            activation: 'tanh',
            inputShape: [2],
            kernelInitializer: tfl.initializers.glorotUniform({ seed: 3 }),
          }),
          tfl.layers.batchNormalization(),
          tfl.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tfl.initializers.glorotUniform({ seed: 4 }) }),
        ],
      });
    const stock = make();
    stock.compile({ optimizer: tf.train.sgd(0.3), loss: 'binaryCrossentropy' });
    const [xs, ys] = [tf.tensor2d(xor.xs), tf.tensor2d(xor.ys)];
    const { history } = await stock.fit(xs, ys, { epochs: 8, batchSize: 4, shuffle: false, verbose: 0 });
    const options = {
      loss: 'binaryCrossentropy',
      optimizer: { type: 'sgd', learningRate: 0.3 },
      epochs: 8,
      batchSize: 4,
      shuffle: false,
    } as const;
    const model = await train(make(), { xs, ys }, { ...options, backend: 'cpu' });
    model.history['loss']!.forEach((loss, i) => expect(loss).toBeCloseTo(history['loss']![i] as number, 6));
    const [ours, theirs] = [weightsOf(model.layersModel).flat(), weightsOf(stock).flat()];
    ours.forEach((weight, i) => expect(weight).toBeCloseTo(theirs[i]!, 5));
    model.dispose();
    stock.dispose();
    stock.optimizer.dispose();
    tf.dispose([xs, ys]);
  });

  test('applies constraints after each step', async () => {
    const layers = [
      { type: 'dense', units: 3, kernelConstraint: 'nonNeg' },
      { type: 'dense', units: 1 },
    ];
    const data = { xs: rows.map(({ a, b }) => [a, b]), ys: rows.map(({ a }) => [-a]) };
    const model = await train({ network: { input: [2], layers } }, data, { loss: 'meanSquaredError', epochs: 5, seed: 1, backend: 'cpu' });
    expect(Math.min(...weightsOf(model.layersModel)[0]!)).toBeGreaterThanOrEqual(0);
    model.dispose();
  });
});

test('recurrent layers with dropout leave no mask behind, alone or in a wrapper', async () => {
  const lstm = { type: 'lstm', units: 3, dropout: 0.2, recurrentDropout: 0.2 } as const;
  for (const layer of [lstm, { type: 'bidirectional', layer: lstm, mergeMode: 'concat' }] as const) {
    const spec = { input: [4, 2], layers: [layer, { type: 'dense', units: 1 }] } as const;
    const xs = rows.slice(0, 6).map(({ a, b }) => [[a, b], [b, a], [a, a], [b, b]]); // prettier-ignore
    const model = await train(spec, { xs, ys: [0, 1, 0, 1, 0, 1] }, { epochs: 2, seed: 1, backend: 'cpu' });
    const after = tf.memory().numTensors;
    await model.predict(xs);
    expect(tf.memory().numTensors).toBe(after);
    model.dispose();
  }
});

describe('data', () => {
  const network = { input: [2], layers: [{ type: 'dense', units: 3, activation: 'tanh' }, { type: 'dense', units: 1 }] }; // prettier-ignore
  const options = { loss: 'meanSquaredError', epochs: 2, seed: 1, backend: 'cpu' } as const;

  test('comes as nested arrays, as flat or listed typed arrays, or as tensors, which stay the caller’s', async () => {
    const tensors = { xs: tf.tensor2d(xor.xs), ys: tf.tensor2d(xor.ys) };
    const forms = [
      xor,
      { xs: Float32Array.from(xor.xs.flat()), ys: Float64Array.from(xor.ys.flat()) },
      { xs: xor.xs.map((x) => Int32Array.from(x)), ys: [0, 1, 1, 0] },
      tensors,
    ];
    const ends = [];
    for (const form of forms) {
      const model = await train({ network }, form, options);
      ends.push(weightsOf(model.layersModel));
      model.dispose();
    }
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(tensors.xs.isDisposed).toBe(false);
    tf.dispose(Object.values(tensors));
  });

  test('has a name for each of several inputs and outputs', async () => {
    const spec = {
      network: {
        inputs: { left: [2], right: [3] },
        layers: [
          { type: 'concatenate', id: 'both', from: ['left', 'right'] },
          { type: 'dense', id: 'sum', units: 1, from: 'both' },
          { type: 'dense', id: 'sort', units: 2, activation: 'softmax', from: 'both' },
        ],
        outputs: { total: 'sum', sort: 'sort' },
      },
      training: { loss: ['meanSquaredError', 'categoricalCrossentropy'] },
    } as const;
    const xs = { left: [[1, 2], [3, 4]], right: [[1, 1, 1], [2, 2, 2]] }; // prettier-ignore
    const model = await train(spec, { xs, ys: { total: [6, 13], sort: [[1, 0], [0, 1]] } }, { epochs: 2, seed: 1, backend: 'cpu' }); // prettier-ignore
    const answers = (await model.predict(xs)) as unknown as Record<string, number[][]>;
    expect(Object.keys(answers)).toEqual(['total', 'sort']);
    expect(answers['sort']![1]!.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
    model.dispose();
  });

  test.each([
    ['uneven rows', { xs: [[0, 0], [1]], ys: [0, 1] }],
    ['another width', { xs: [[0, 0, 0]], ys: [0] }],
    ['unlike numbers of rows', { xs: [[0, 0], [1, 1]], ys: [0] }], // prettier-ignore
    ['a text', { xs: [[0, 'x']], ys: [0] }],
    ['no rows', { xs: [], ys: [] }],
    ['rows for a network without features', [{ a: 1 }]],
    ['nothing', undefined],
  ])('that does not fit is one clear error: %s', async (_, data) => {
    await expect(train({ network }, data as never, options)).rejects.toThrowErrorMatchingSnapshot();
  });

  test('the encoders learn from the training rows alone', async () => {
    const few = rows.slice(0, 10);
    const encodersFor = async (data: typeof rows) => {
      const model = await train({ ...flowers, training: { epochs: 1, validationSplit: 0.2 } }, data, { seed: 2, backend: 'cpu' });
      model.dispose();
      return JSON.stringify(model.record.encoders);
    };
    const untouched = await encodersFor(few);
    let without = 0;
    for (let i = 0; i < few.length; i++) {
      const changed = few.map((row, at) => (at === i ? { ...row, a: 1000 } : row));
      if ((await encodersFor(changed)) === untouched) without++;
    }
    expect(without).toBe(2);
  });
});

describe('a run that ends early', () => {
  test('by its signal is rejected by the signal’s reason and leaves nothing behind', async () => {
    const stop = new AbortController();
    const onEpoch = () => stop.abort(new Error('enough'));
    await expect(train(flowers, rows, { onEpoch, signal: stop.signal, backend: 'cpu', step: 'eager' })).rejects.toThrow('enough');
  });

  test('by a signal that was aborted before does nothing at all', async () => {
    const onEpoch = () => Promise.reject(new Error('an epoch was run'));
    await expect(train(flowers, rows, { onEpoch, signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
  });

  test('by a stopWhen that answers later, too', async () => {
    const model = await train(flowers, rows, { stopWhen: ({ epoch }) => Promise.resolve(epoch === 2), backend: 'cpu' });
    expect(model.history['loss']).toHaveLength(2);
    model.dispose();
  });

  test.each([
    ['a number', () => 1],
    ['a promise of one', () => Promise.resolve(1)],
  ])('not by a stopWhen that answers %s, which is refused', async (_, stopWhen) => {
    await expect(train(flowers, rows, { stopWhen: stopWhen as never, backend: 'cpu' })).rejects.toThrow(
      'stopWhen: expected a function that returns true or false, received 1',
    );
  });

  test('by stopWhen is a trained model with the epochs so far', async () => {
    const model = await train(flowers, rows, { stopWhen: ({ epoch }) => epoch === 2, backend: 'cpu' });
    expect(model.history['loss']).toHaveLength(2);
    model.dispose();
  });

  test('by an error in onEpoch leaves nothing behind', async () => {
    const onEpoch = () => {
      throw new Error('mine');
    };
    await expect(train(flowers, rows, { onEpoch, backend: 'cpu' })).rejects.toThrow('mine');
  });
});

describe('class numbers as labels', () => {
  const spec = { input: [2], layers: [{ type: 'dense', units: 3, activation: 'softmax' }] } as const;
  const options = { loss: 'sparseCategoricalCrossentropy', epochs: 3, seed: 1, backend: 'cpu' } as const;
  const xs = rows.map(({ a, b }) => [a, b]);

  test('train as one-hot labels do, and are evaluated beside both baselines', async () => {
    const numbers = await train(spec, { xs, ys: rows.map((_, i) => i % 3) }, { ...options, validationSplit: 0.2 });
    const oneHot = { xs, ys: rows.map((_, i) => [0, 1, 2].map((k) => Number(i % 3 === k))) };
    const same = await train(spec, oneHot, { ...options, loss: 'categoricalCrossentropy', validationSplit: 0.2 });
    const [ours, theirs] = [weightsOf(numbers.layersModel).flat(), weightsOf(same.layersModel).flat()];
    ours.forEach((weight, i) => expect(weight).toBeCloseTo(theirs[i]!, 5));
    expect(numbers.heldOut!.baselines!.linear).toEqual(same.heldOut!.baselines!.linear);
    numbers.dispose();
    same.dispose();
  });

  test.each([3, -1, 0.5])('outside the units are refused: %d', async (label) => {
    const ys = rows.map((_, i) => (i === 4 ? label : 0));
    await expect(train(spec, { xs, ys }, options)).rejects.toThrow(`ys[4]: expected a class from 0 to 2, received ${label}`);
  });
});

test.each([
  ['a typed array', (values: number[]) => Float32Array.from(values)],
  ['a nested list', (values: number[]) => values.map((value) => [value])],
])('a value that is not finite is refused with its row: %s', async (_, make) => {
  const spec = { input: [1], layers: [{ type: 'dense', units: 1 }] } as const;
  const data = { xs: make([1, 2, NaN]), ys: [1, 2, 3] };
  await expect(train(spec, data, { loss: 'meanSquaredError' })).rejects.toThrow('xs[2]: expected finite numbers');
});

test('a convolution trains on WebAssembly, also where the program has set it', async () => {
  await useBackend('cpu');
  await tf.setBackend('wasm');
  const spec = { input: [5, 5, 1], layers: [{ type: 'conv2d', filters: 2, kernelSize: 3 }, { type: 'flatten' }, { type: 'dense', units: 1 }] } as const; // prettier-ignore
  const xs = rows.slice(0, 6).map(({ a }, n) => Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (_, j) => [a * i + j + n])));
  const model = await train(spec, { xs, ys: [0, 1, 2, 3, 4, 5] }, { loss: 'meanSquaredError', epochs: 3, seed: 1 });
  expect(tf.getBackend()).toBe('wasm');
  expect(model.history['loss']![2]!).toBeLessThan(model.history['loss']![0]!);
  model.dispose();
});

test('a compiled tf.LayersModel keeps its optimizer, and is refused with a loss that is a function', async () => {
  const make = () => tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] });
  const layersModel = make();
  layersModel.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanAbsoluteError' });
  const model = await train(layersModel, { xs: [[1]], ys: [[3]] }, { epochs: 1, backend: 'cpu' });
  expect(weightsOf(layersModel)).toEqual([[1.5], [0.5]]);
  expect(model.spec.training.optimizer).toEqual({ type: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false });
  layersModel.optimizer.dispose();
  model.dispose();
  const other = make();
  other.compile({ optimizer: 'sgd', loss: (yTrue: Tensor, yPred: Tensor) => tf.mean(tf.abs(tf.sub(yTrue, yPred))) });
  await expect(train(other, { xs: [[1]], ys: [[3]] })).rejects.toThrow('loss: expected a loss by name, received a function');
  other.optimizer.dispose();
  other.dispose();
});

test.each([
  ['binaryCrossentropy', 'sigmoid', [[0], [7]], 'ys[1]: expected labels from 0 to 1, as the loss takes them, received 7'],
  [
    'categoricalCrossentropy',
    'softmax',
    [
      [0, 1],
      [3, -5],
    ],
    'ys[1]: expected labels from 0 to 1',
  ],
])('labels that %s does not take are refused', async (loss, activation, ys, message) => {
  const spec = { input: [1], layers: [{ type: 'dense', units: ys[0]!.length, activation }] };
  await expect(train(spec as never, { xs: [[0], [1]], ys }, { loss: loss as never, backend: 'cpu' })).rejects.toThrow(message);
});

test('an index that an embedding does not have is refused with its place', async () => {
  const spec = { input: [2], layers: [{ type: 'embedding', inputDim: 4, outputDim: 2 }, { type: 'flatten' }, { type: 'dense', units: 1 }] } as const; // prettier-ignore
  const options = { loss: 'meanSquaredError', epochs: 1, backend: 'cpu' } as const;
  await expect(train(spec, { xs: [[0, 1], [2, 9]], ys: [0, 1] }, options)).rejects.toThrow('xs[1][1]: expected a whole number from 0 to 3, received 9'); // prettier-ignore
});

test.each([[null], ['x'], [42]])('what is no spec is one clear error: %p', async (spec) => {
  await expect(train(spec as never, xor)).rejects.toThrow('spec: expected a model');
});

test('a model within a tf.LayersModel is trained with it', async () => {
  const inner = tfl.sequential({ layers: [tfl.layers.dense({ units: 4, activation: 'tanh', inputShape: [2] })] });
  const layersModel = tfl.sequential({ layers: [inner, tfl.layers.dense({ units: 1 })] });
  const start = weightsOf(layersModel).flat();
  const model = await train(layersModel, xor, { loss: 'meanSquaredError', epochs: 3, backend: 'cpu' });
  const moved = weightsOf(layersModel).flat().filter((weight, i) => weight !== start[i]); // prettier-ignore
  expect(moved.length).toBeGreaterThan(8);
  model.dispose();
});

test('a tf.LayersModel is trained in place', async () => {
  const layersModel = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] })] });
  const start = weightsOf(layersModel);
  const model = await train(layersModel, xor, { loss: 'meanSquaredError', epochs: 3, backend: 'cpu' });
  expect(model.layersModel).toBe(layersModel);
  expect(weightsOf(layersModel)).not.toEqual(start);
  model.dispose();
});

test('each epoch tells loss and metrics, for the held-out rows too', async () => {
  const events: unknown[] = [];
  const model = await train(flowers, rows, { onEpoch: (event) => void events.push(event), seed: 1, backend: 'cpu' });
  expect(events).toHaveLength(4);
  expect(events[0]).toMatchObject({ epoch: 1, epochs: 4 });
  expect(Object.keys(model.history)).toEqual(['loss', 'accuracy', 'val_loss', 'val_accuracy']);
  expect(model.heldOut!.rows).toBe(8);
  model.dispose();
});
