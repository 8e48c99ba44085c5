import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { train, type Model } from 'netspec';
import { tf } from '#tf';
import { addonNow, offerGraphs, type Addon } from '../../src/graph/library.ts';
import { useBackend } from '../../src/node/backend.ts';
import { isNativeAsked } from '../backends.ts';
import { spread } from '../long/spread.ts';
import { countEager } from '../model/countEager.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { chain, dense, head, specOf, squares } from '../train/recorded/networks.ts';
import { ownLayers, registerOwnLayer } from '../train/recorded/ownLayers.ts';
import { atFirst, registerReadingLayers, settings } from '../train/recorded/readingCode.ts';
import { wave } from '../train/watch/runs.ts';

/** So often TF.js's operations answer batches of a kind before a graph does. */
const LEARNT = 10;

leaveNoTensors();
registerOwnLayer();
registerReadingLayers();

const models: Model[] = [];
const counted = { loaded: 0, freed: 0, runs: 0 };
/** What a graph is to do besides running. */
let before: () => void = () => undefined;

async function trained(network: object, xs: unknown, ys: unknown): Promise<Model> {
  const model = await train(specOf(network, squares), { xs, ys } as never, { epochs: 1, batchSize: 3, seed: 3, backend: 'native' });
  models.push(model);
  return model;
}

const stock = ({ layersModel }: Model, inputs: readonly unknown[], dtype?: 'int32'): unknown =>
  tf.tidy(() => {
    const tensors = inputs.map((rows) => tf.tensor(rows as number[][], undefined, dtype));
    const answers = layersModel.predict(tensors.length === 1 ? tensors[0]! : tensors) as Tensor | Tensor[];
    return Array.isArray(answers) ? answers.map((answer) => answer.arraySync()) : answers.arraySync();
  });

const numbersOf = (nested: unknown): number[] => (Array.isArray(nested) ? nested.flatMap(numbersOf) : [nested as number]);

function expectAlike(answers: unknown, expected: unknown): void {
  const [own, others] = [numbersOf(answers), numbersOf(expected)];
  expect(own.length).toBe(others.length);
  const most = Math.max(...others.map(Math.abs));
  expect(Math.max(...own.map((x, i) => Math.abs(x - others[i]!)))).toBeLessThanOrEqual(1e-6 * most);
}

const scaled = (nested: unknown, by: number): unknown =>
  Array.isArray(nested) ? nested.map((x) => scaled(x, by)) : (nested as number) * by;

/** Asks so often that a graph answers, other rows each time, and holds each answer to TF.js's. */
async function expectAnswers(model: Model, rows: unknown, times = LEARNT + 2): Promise<void> {
  for (let i = 0; i < times; i++) {
    const moved = scaled(rows, 1 - i / 16);
    expectAlike(await model.predict(moved as number[][]), stock(model, [moved]));
  }
}

const images = (rows: number) =>
  wave(rows, 36).map((row) => Array.from({ length: 6 }, (_, y) => row.slice(6 * y, 6 * y + 6).map((x) => [x])));
const sequences = (rows: number) => wave(rows, 8).map((row) => Array.from({ length: 4 }, (_, t) => row.slice(2 * t, 2 * t + 2)));
const norm = { type: 'batchNormalization' };
const network = chain([3], dense(4, { id: 'wide' }), norm, head(2));

(isNativeAsked ? describe : describe.skip)('on native bindings, what is predicted again and again', () => {
  beforeAll(async () => {
    await useBackend('native');
    const addon = addonNow()!;
    const counting: Addon = {
      load: (file) => (counted.loaded++, addon.load(file)),
      run(...args) {
        before();
        counted.runs++;
        return addon.run(...args);
      },
      free: (graph) => (counted.freed++, addon.free(graph)),
      outlast: addon.outlast,
    };
    offerGraphs(tf.backend(), counting);
  });
  afterEach(() => {
    before = () => undefined;
    Object.assign(settings, atFirst);
    for (const model of models.splice(0)) model.dispose();
    expect(counted.freed).toBe(counted.loaded);
  });

  test.each<[string, object, unknown, number]>([
    ['a dense network', network, wave(4, 3), 2],
    [
      'a network that drops out when it is trained',
      chain([3], dense(4), { type: 'dropout', rate: 0.5 }, head(2, 'softmax')),
      wave(4, 3),
      2,
    ],
    [
      'a convolutional network',
      chain(
        [6, 6, 1],
        { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
        norm,
        { type: 'maxPooling2d' },
        { type: 'flatten' },
        head(2),
      ),
      images(4),
      2,
    ],
    ['an LSTM', chain([4, 2], { type: 'lstm', units: 3 }, head(1)), sequences(4), 1],
    ['a GRU in both directions', chain([4, 2], { type: 'bidirectional', layer: { type: 'gru', units: 3 } }, head(1)), sequences(4), 1],
  ])('comes from a graph, is what TensorFlow.js answers, and takes no more memory: %s', async (_, spec, rows, outputs) => {
    const model = await trained(spec, rows, wave(4, outputs));
    await expectAnswers(model, rows);
    const eager = countEager(model);
    const held = () => [tf.memory().numTensors, tf.memory().numBytes, (tf.backend() as unknown as { numDataIds(): number }).numDataIds()];
    const first = held();
    const runs = counted.runs;
    await expectAnswers(model, rows, 5);
    expect(eager.count).toBe(0);
    expect(counted.runs).toBe(runs + 5);
    expect(held()).toEqual(first);
  });

  test('follows whole numbers that are looked up', async () => {
    const ids = (from: number) => [0, 1, 2].map((i) => [(from + i) % 5, (from + 2 * i) % 5]);
    const layers = [{ type: 'embedding', inputDim: 5, outputDim: 3 }, { type: 'flatten' }, head(2)];
    const model = await trained({ input: { shape: [2], dtype: 'int32' }, layers }, ids(0), wave(3, 2));
    for (let i = 0; i < LEARNT + 4; i++) expectAlike(await model.predict(ids(i)), stock(model, [ids(i)], 'int32'));
    const eager = countEager(model);
    await model.predict(ids(2));
    expect(eager.count).toBe(0);
  });

  test('has graphs for the last batch and the others, each of its own', async () => {
    const model = await trained(network, wave(4, 3), wave(4, 2));
    const rows = wave(2 * 1024 + 5, 3);
    await expectAnswers(model, rows);
    const eager = countEager(model);
    expectAlike(await model.predict(rows), stock(model, [rows]));
    expect(eager.count).toBe(0);
  });

  test('follows weights that are set, and those that are set to one tensor of which one changes later', async () => {
    const model = await trained(network, wave(4, 3), wave(4, 2));
    await expectAnswers(model, wave(2, 3));
    const layer = model.layersModel.layers.find(({ name }) => name.includes('atch'))!;
    const [ones, zeros] = [tf.fill([4], 1.5), tf.fill([4], 0.25)];
    layer.setWeights([ones, zeros, zeros, ones]);
    tf.dispose([ones, zeros]);
    await expectAnswers(model, wave(2, 3));
    model.layersModel.getLayer('wide').trainable = false; // what is known is forgotten
    await expectAnswers(model, wave(2, 3));
    for (const { val } of layer.weights as unknown as { val: { assign(tensor: Tensor): void } }[]) {
      const tensor = tf.tensor1d([1, 2, 3, 4]);
      val.assign(tensor);
      tensor.dispose();
      await expectAnswers(model, wave(2, 3), 2);
    }
  });

  test('follows what decides a layer', async () => {
    const model = await trained(chain([3], dense(4), { type: 'leakyReLU', id: 'leaky', alpha: 0.3 }, head(2)), wave(4, 3), wave(4, 2));
    await expectAnswers(model, wave(2, 3));
    (model.layersModel.getLayer('leaky') as unknown as { alpha: number }).alpha = 0.7;
    await expectAnswers(model, wave(2, 3));
  });

  test('follows weights that are put elsewhere: shared by two layers, left out', async () => {
    const model = await trained(chain([3], dense(3, { id: 'one' }), dense(3, { id: 'two' }), head(2)), wave(4, 3), wave(4, 2));
    await expectAnswers(model, wave(2, 3));
    const [one, two] = ['one', 'two'].map((name) => model.layersModel.getLayer(name) as unknown as { kernel: unknown; bias: unknown });
    two!.kernel = one!.kernel;
    await expectAnswers(model, wave(2, 3));
    one!.bias = null;
    await expectAnswers(model, wave(2, 3));
  });

  test('is right after something else computed by the weights on another backend', async () => {
    const model = await trained(network, wave(4, 3), wave(4, 2));
    await expectAnswers(model, wave(2, 3));
    await useBackend('cpu');
    stock(model, [wave(2, 3)]);
    await expectAnswers(model, wave(2, 3), 5);
    await useBackend('native');
    await expectAnswers(model, wave(2, 3));
  });

  test('goes on by the operations of TensorFlow.js for good where a graph fails', async () => {
    const model = await trained(network, wave(4, 3), wave(4, 2));
    await expectAnswers(model, wave(2, 3));
    const runs = counted.runs;
    before = () => {
      before = () => undefined;
      throw new Error('no memory');
    };
    await expectAnswers(model, wave(2, 3), 2 * LEARNT);
    expect(counted.runs).toBe(runs);
  });

  test('carries states from one batch to the next where the network does, without a graph', async () => {
    const layers = [{ type: 'gru', units: 3, stateful: true, useBias: false }, head(2)];
    const rows = (x: number) => Array.from({ length: 3 }, () => [[x, x], [x, x]]); // prettier-ignore
    const model = await trained({ input: { shape: [2, 2], batchSize: 3 }, layers }, rows(0), wave(3, 2));
    const runs = counted.runs;
    for (let i = 0; i < LEARNT + 2; i++) await model.predict(rows(0));
    const answers = (await model.predict([...rows(1), ...rows(1)])) as number[][];
    expect(answers.slice(3)).not.toEqual(answers.slice(0, 3));
    expect(await model.predict(rows(1))).toEqual(answers.slice(0, 3));
    expect(counted.runs).toBe(runs);
  });

  describe('by a network with a layer of the program', () => {
    /** Whose batches have three rows. */
    const withLayer = (layer: object) =>
      trained({ input: { shape: [3], batchSize: 3 }, layers: [dense(4), layer, head(2)] }, wave(3, 3), wave(3, 2));
    const batches = (count: number) => wave(3 * count, 3);
    const expectSame = async (model: Model, count: number) => {
      const parts = Array.from({ length: count }, (_, k) => batches(count).slice(3 * k, 3 * k + 3));
      expectAlike(await model.predict(batches(count)), parts.map((rows) => stock(model, [rows]))); // prettier-ignore
    };

    test('comes from a graph, of which the first batch of each call is judged, and some of many', async () => {
      const model = await withLayer({ type: 'scaled' });
      await expectSame(model, LEARNT + 4);
      const [eager, runs] = [countEager(model), counted.runs];
      await model.predict(batches(6));
      expect(eager.count).toBe(1);
      await model.predict(batches(40));
      expect(eager.count).toBe(3);
      expect(counted.runs).toBe(runs + 46);
      await model.predict(batches(1));
      expect(eager.count).toBe(4);
    });

    test.each(['scaled', 'given', 'bounded'])('follows at once what the program changes between two calls: %s', async (type) => {
      const model = await withLayer({ type });
      await expectSame(model, LEARNT + 4);
      Object.assign(settings, { scale: 3, bound: 0.01 });
      await expectSame(model, 4);
      Object.assign(settings, atFirst);
      await expectSame(model, 4);
    });

    const without = ownLayers.filter(({ name }) => !/draw/.test(name));
    test.each(spread(without, 4))('is what operations answer: $name', async ({ name, refusal }) => {
      const model = await withLayer({ type: 'ownLayer', does: name });
      const again = await withLayer({ type: 'ownLayer', does: name });
      const runs = counted.runs;
      const answers = await model.predict(batches(LEARNT + 4));
      expect(counted.runs > runs).toBe(refusal === undefined && name !== 'a_mean_that_it_keeps');
      expectAlike(answers, await again.predict(batches(LEARNT + 4), { step: 'eager' }));
    });

    test('has no graph where the layer changes what it keeps', async () => {
      const model = await withLayer({ type: 'warm' });
      const runs = counted.runs;
      await model.predict(batches(LEARNT + 4));
      expect(counted.runs).toBe(runs);
    });
  });

  test('has a graph for what is asked often, however many other numbers of rows are asked', async () => {
    const model = await trained(network, wave(4, 3), wave(4, 2));
    for (let rows = 2; rows < 10; rows++) for (let i = 0; i < LEARNT; i++) await model.predict(wave(rows, 3));
    await expectAnswers(model, wave(1, 3));
    const eager = countEager(model);
    await model.predict(wave(1, 3));
    expect(eager.count).toBe(0);
  });

  test('ends with the tf.LayersModel, by the error of TensorFlow.js', async () => {
    const model = await trained(network, wave(4, 3), wave(4, 2));
    await expectAnswers(model, wave(2, 3));
    const first = tf.memory().numTensors;
    model.layersModel.dispose();
    const after = tf.memory().numTensors;
    await expect(model.predict(wave(2, 3))).rejects.toThrow('disposed');
    expect(tf.memory().numTensors).toBe(after);
    expect(after).toBeLessThan(first);
    model.layersModel.dispose = () => ({ refCountAfterDispose: 0, numDisposedVariables: 0 });
  });

  test('is of several inputs and several outputs', async () => {
    const spec = {
      inputs: { left: { shape: [3] }, right: { shape: [2] } },
      layers: [
        dense(4, { id: 'a', from: 'left' }),
        dense(4, { id: 'b', from: 'right' }),
        { type: 'add', id: 'both', from: ['a', 'b'] },
        head(1, 'linear', { id: 'one', from: 'both' }),
        head(2, 'linear', { id: 'two', from: 'both' }),
      ],
      outputs: ['one', 'two'],
    };
    const xs = { left: wave(3, 3), right: wave(3, 2) };
    const model = await trained(spec, xs, { one: wave(3, 1), two: wave(3, 2) });
    for (let i = 0; i < LEARNT + 3; i++) {
      const moved = { left: scaled(xs.left, i / 4), right: scaled(xs.right, 1 - i / 4) } as typeof xs;
      const answers = (await model.predict(moved)) as unknown as Record<string, unknown>;
      expectAlike([answers['one'], answers['two']], stock(model, [moved.left, moved.right]));
    }
    const eager = countEager(model);
    await model.predict(xs);
    expect(eager.count).toBe(0);
  });
});
