import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { evaluate, load, registerLayer, save, train, type Model, type ModelSpec, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import type { Report } from '../../src/evaluate/report.ts';
import { leaveNoTensors, weightsOf } from '../train/tensors.ts';
import { wave } from '../train/watch/runs.ts';
import { spread } from '../long/spread.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'netspec-'))));
afterAll(() => rm(folder, { recursive: true }));

const models: Model[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});
leaveNoTensors();

const SIZE = 4;
const stateless = [
  { type: 'dense', units: 3, activation: 'tanh', kernelRegularizer: 'l2' },
  { type: 'dense', units: 1 },
] as const;
const stateful = [
  { type: 'reshape', targetShape: [2, 1] },
  { type: 'gru', units: 3, stateful: true },
  { type: 'dense', units: 1 },
] as const;
const kinds = { stateless, stateful };

const [xs, ys] = [wave(22, 2), wave(22, 1)];
const trained = async (layers: (typeof kinds)[keyof typeof kinds], options: Partial<TrainOptions>): Promise<Model> => {
  const spec = { network: { input: { shape: [2], batchSize: SIZE }, layers } };
  const base = { loss: 'meanSquaredError', epochs: 3, seed: 1, validationSplit: 0, metrics: ['meanAbsoluteError'] };
  const model: Model = await train(spec as ModelSpec, { xs, ys } as never, { ...base, ...options } as never);
  models.push(model);
  return model;
};

/** What stock TF.js answers to whole batches, beginning with states of 0. */
const stockBatches = ({ layersModel }: Model, rows: readonly (readonly number[])[]): number[][] => {
  layersModel.resetStates();
  const answers: number[][] = [];
  for (let at = 0; at < rows.length; at += SIZE) {
    const batch = Array.from({ length: SIZE }, (_, i) => [...rows[Math.min(at + i, rows.length - 1)]!]);
    answers.push(...tf.tidy(() => (layersModel.predictOnBatch(tf.tensor2d(batch)) as Tensor).arraySync() as number[][]));
  }
  return answers.slice(0, rows.length);
};

describe.each(['cpu', 'wasm'] as const)('on %s, a network of batches of 4', (backend) => {
  const ways = (['stateless', 'stateful'] as const).flatMap((kind) => (['auto', 'eager'] as const).map((step) => ({ kind, step })));
  test.each(spread(ways, 2, backend === 'cpu' ? 0 : 1))(
    '$kind, step $step, is trained, saved, loaded and evaluated as any other',
    async ({ kind, step }) => {
      const model = await trained(kinds[kind], { backend, step, validationSplit: 0.3 });
      const path = join(folder, `${backend} ${kind} ${step}`);
      await save(model, path);
      const loaded = await load(path);
      models.push(loaded);
      for (const rows of [1, 4, 7, 8]) {
        const answers = (await model.predict(xs.slice(0, rows))) as number[][];
        expect(answers).toHaveLength(rows);
        expect(await loaded.predict(xs.slice(0, rows))).toEqual(answers);
        const given = { xs: xs.slice(0, rows), ys: answers.map(([y]) => [y! + 0.5]) };
        const { metrics } = (await evaluate(loaded, given, { allRows: true })) as Report;
        expect(Object(metrics).mae).toBeCloseTo(0.5, 5);
      }
    },
  );

  test.each(['stateless', 'stateful'] as const)('%s, answers and is evaluated at once as one after the other', async (kind) => {
    const model = await trained(kinds[kind], { backend });
    const [a, b, data] = [xs.slice(0, 9), xs.slice(3, 18).reverse(), { xs: xs.slice(5), ys: ys.slice(5) }];
    const judge = async () => ((await evaluate(model, data, { allRows: true })) as Report).metrics;
    const alone = [await model.predict(a), await model.predict(b), await judge(), await model.predict(a)];
    expect(await Promise.all([model.predict(a), model.predict(b), judge(), model.predict(a)])).toEqual(alone);
    const controller = new AbortController();
    const aborted = model.predict(b, { signal: controller.signal }).catch(String);
    const answers = model.predict(a);
    controller.abort('enough');
    expect(await aborted).toBe('enough');
    expect(await answers).toEqual(alone[0]);
  });

  test.each(['auto', 'eager'] as const)(
    'stateful, answers while it is trained, which changes nothing of the training: step %s',
    async (step) => {
      const weights: unknown[] = [];
      const histories: unknown[] = [];
      for (const asks of [false, true]) {
        const model = await trained(kinds.stateful, { backend });
        const asked: Promise<unknown>[] = [];
        const ask = () => void (asks ? asked.push(model.predict(xs)) : undefined);
        const options = { backend, step, loss: 'meanSquaredError', epochs: 2, seed: 1, validationSplit: 0, batchSize: SIZE } as const;
        const again = await train(model.layersModel, { xs, ys }, { ...options, callbacks: [{ onBatchEnd: ask }] });
        const answers = await Promise.all(asked);
        expect(answers).toHaveLength(asks ? 10 : 0);
        weights.push(weightsOf(again.layersModel));
        histories.push(again.history);
      }
      expect(weights[1]).toEqual(weights[0]);
      expect(histories[1]).toEqual(histories[0]);
    },
  );

  test.each(['stateless', 'stateful'] as const)('%s, answers any number of rows as stock TF.js does batch by batch', async (kind) => {
    const model = await trained(kinds[kind], { backend });
    for (const rows of [1, 3, 4, 9, 22]) {
      const answers = (await model.predict(xs.slice(0, rows))) as number[][];
      const expected = stockBatches(model, xs.slice(0, rows));
      answers.forEach(([answer], row) => expect(answer).toBeCloseTo(expected[row]![0]!, 6));
    }
  });
});

test('a network without states answers each row as if its batches were of any size', async () => {
  const model = await trained(stateless, { backend: 'cpu' });
  const free = tfl.sequential({
    layers: [tfl.layers.dense({ units: 3, activation: 'tanh', inputShape: [2] }), tfl.layers.dense({ units: 1 })],
  });
  free.setWeights(model.layersModel.getWeights());
  const expected = tf.tidy(() => (free.predict(tf.tensor2d(xs)) as Tensor).arraySync()) as number[][];
  const answers = (await model.predict(xs)) as number[][];
  answers.forEach(([answer], row) => expect(answer).toBeCloseTo(expected[row]![0]!, 6));
  free.dispose();
});

test('a prediction leaves the states of the tf.LayersModel as they were', async () => {
  const model = await trained(stateful, { backend: 'cpu' });
  const batch = xs.slice(0, SIZE);
  const next = () => tf.tidy(() => (model.layersModel.predictOnBatch(tf.tensor2d(batch)) as Tensor).arraySync());
  model.layersModel.resetStates();
  next();
  const second = next();
  model.layersModel.resetStates();
  next();
  await model.predict(xs);
  expect(next()).toEqual(second);
});

class Fading extends tfl.layers.Layer {
  static className = 'Fading';
  states_: Tensor | null = null;
  override get stateful() {
    return true;
  }
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [x] = [inputs].flat() as [Tensor];
      const sum = this.states_ ? tf.add(x, tf.mul(this.states_, 0.5)) : tf.clone(x);
      this.states_?.dispose();
      this.states_ = tf.keep(tf.clone(sum));
      return sum;
    });
  }
  override resetStates(): void {
    this.states_?.dispose();
    this.states_ = null;
  }
}
registerLayer({ type: 'fading', doc: 'Sums.', options: {}, ranks: { in: 'any', out: 'same' }, outputShape: ([x]) => x!, layer: Fading });

describe.each(['cpu', 'wasm'] as const)('on %s, a layer of the program that carries a state', (backend) => {
  test('is told where each epoch, prediction and evaluation begins', async () => {
    const network = { input: { shape: [2], batchSize: 2 }, layers: [{ type: 'fading' }, { type: 'dense', units: 1 }] };
    const rows = [[1, 2], [3, 4], [5, 6], [7, 8]]; // prettier-ignore
    const data = { xs: rows, ys: [1, 2, 3, 4] };
    const options = { backend, loss: 'meanSquaredError', epochs: 3, seed: 1, validationSplit: 0, shuffle: false } as const;
    const learn = (more: object) => train({ network } as unknown as ModelSpec, data, { ...options, ...more });
    const model = await learn({});
    const judged = await learn({ validationData: { xs: rows.slice(0, 2), ys: [1, 2] } });
    try {
      expect(judged.layersModel.getWeights().map((weight) => weight.dataSync())).toEqual(
        model.layersModel.getWeights().map((weight) => weight.dataSync()),
      );
      const answers = await model.predict(rows);
      expect(await model.predict(rows)).toEqual(answers);
      expect(new Set((answers as number[][]).flat()).size).toBe(4);
    } finally {
      model.dispose();
      judged.dispose();
    }
  });
});
