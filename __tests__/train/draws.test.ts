import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, layers as tfLayers } from '@tensorflow/tfjs-layers';
import { createTrainer, train, type OwnStep, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { createRandom, withSeededRandom } from '../../src/random.ts';
import { ownDraws } from '../../src/train/step/ownDraws.ts';
import { useBackend } from '../../src/node/backend.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { spread } from '../long/spread.ts';

leaveNoTensors();

type Layer = tfLayers.Layer;
const { layers } = tfl;
const ROWS = 40;

const lstm = { units: 3, dropout: 0.4, recurrentDropout: 0.3, returnSequences: true } as const;
const convLstm = { filters: 2, kernelSize: 2, dropout: 0.4, recurrentDropout: 0.3 } as const;
/** A layer, and the shape of a row that it reads. */
const cases: Readonly<Record<string, readonly [make: () => Layer, input: readonly number[]]>> = {
  dropout: [() => layers.dropout({ rate: 0.3 }), [50]],
  'dropout of whole columns': [() => layers.dropout({ rate: 0.3, noiseShape: [1, null as unknown as number] }), [50]],
  'dropout with a seed': [() => layers.dropout({ rate: 0.3, seed: 4 }), [50]],
  spatialDropout1d: [() => layers.spatialDropout1d({ rate: 0.3 }), [5, 20]],
  'spatialDropout1d with a seed': [() => layers.spatialDropout1d({ rate: 0.3, seed: 4 } as { rate: number }), [5, 20]],
  gaussianNoise: [() => layers.gaussianNoise({ stddev: 0.3 }), [50]],
  gaussianDropout: [() => layers.gaussianDropout({ rate: 0.3 }), [50]],
  alphaDropout: [() => layers.alphaDropout({ rate: 0.3 }), [50]],
  simpleRNN: [() => layers.simpleRNN(lstm), [4, 20]],
  gru: [() => layers.gru(lstm), [4, 20]],
  lstm: [() => layers.lstm(lstm), [4, 20]],
  convLstm2d: [() => layers.convLstm2d(convLstm), [2, 4, 4, 1]],
  'bidirectional lstm': [() => layers.bidirectional({ layer: layers.lstm(lstm), mergeMode: 'concat' }), [4, 20]],
  'timeDistributed dropout': [() => layers.timeDistributed({ layer: layers.dropout({ rate: 0.3 }) }), [4, 20]],
  'a nested model': [() => tfl.sequential({ layers: [layers.dropout({ rate: 0.3, inputShape: [50] })] }), [50]],
};

/** That one layer behind a weight, in a chain that can be trained. */
function modelOf(name: string): LayersModel {
  const [make, input] = cases[name]!;
  const x = tfl.input({ shape: [...input] });
  const drawn = make().apply(x);
  const y = input.length > 1 ? layers.flatten().apply(drawn) : drawn;
  return tfl.model({ inputs: x, outputs: layers.dense({ units: 1, kernelInitializer: 'ones' }).apply(y) as typeof x });
}
const shapeOf = (name: string): readonly number[] => cases[name]![1];
/** Weights that TF.js would draw anew for each model. */
const seedWeight = (weight: LayersModel['weights'][number]): void => {
  const shape = weight.shape as number[];
  tf.tidy(() => void weight.write(tf.mul(0.3, tf.sin(tf.reshape(tf.range(0, tf.util.sizeFromShape(shape)), shape)))));
};
const layerOf = (model: LayersModel): Layer => model.layers[1]!;

interface Cell {
  readonly dropoutMask?: Tensor | Tensor[] | null;
  readonly recurrentDropoutMask?: Tensor | Tensor[] | null;
  readonly dropoutFunc?: unknown;
}
const cellsIn = (layer: Layer): readonly Cell[] => {
  const { cell, forwardLayer, backwardLayer } = layer as unknown as { cell?: Cell; forwardLayer?: Layer; backwardLayer?: Layer };
  return [...(cell ? [cell] : []), ...[forwardLayer, backwardLayer].flatMap((one) => (one ? cellsIn(one) : []))];
};

/** What the layer draws in each step: what it makes of ones, or the masks of its cells. */
async function drawnBy(name: string, options: TrainOptions = {}): Promise<number[][]> {
  const model = modelOf(name);
  const input = cases[name]![1];
  const steps: number[][] = [];
  const trainStep: OwnStep = ({ inputs }) => {
    const answer = layerOf(model).apply(inputs[0]!, { training: true }) as Tensor;
    const masks = cellsIn(layerOf(model)).flatMap(({ dropoutMask, recurrentDropoutMask }) => [dropoutMask, recurrentDropoutMask].flat());
    steps.push((masks.length > 0 ? masks : [answer]).flatMap((tensor) => [...tensor!.dataSync()]));
    return { loss: 0 };
  };
  const ones = tf.ones([2 * ROWS, ...input]);
  const labels = tf.zeros([2 * ROWS, 1]);
  const base = { epochs: 1, batchSize: ROWS, seed: 3, backend: 'cpu', loss: 'meanSquaredError', validationSplit: 0 } as const;
  const trained = await train(model, { xs: ones, ys: labels }, { ...base, trainStep, ...options });
  trained.dispose();
  tf.dispose([ones, labels]);
  return steps;
}

describe.each(Object.keys(cases))('%s', (name) => {
  let onCpu: number[][];
  beforeAll(async () => {
    onCpu = await drawnBy(name);
  });

  test('draws the same by the same seed on plain JavaScript and WebAssembly, bit for bit, and another thing in each step', async () => {
    expect(await drawnBy(name, { backend: 'wasm' })).toEqual(onCpu);
    expect(onCpu[0]).not.toEqual(onCpu[1]);
    const other = await drawnBy(name, { seed: 4 });
    if (name.endsWith('with a seed')) expect(other).toEqual(onCpu);
    else expect(other).not.toEqual(onCpu);
  });

  test('passes what it reads on the whole: what is drawn has the mean that it should have', async () => {
    const values = onCpu.flat();
    const mean = values.reduce((all, value) => all + value, 0) / values.length;
    // It keeps a mean of 0, and a variance of 1, for which it scales what is more than 0.
    const expected = name === 'alphaDropout' ? 0.7 * (0.7 * (1 + 0.3 * 1.7580993 ** 2)) ** -0.5 : 1;
    const square = values.reduce((all, value) => all + (value - mean) ** 2, 0) / values.length;
    // Where rows or steps share a value, there are the fewer of them.
    const count = name.includes('columns') ? 100 : name.startsWith('spatial') ? 2 * ROWS * 20 : values.length;
    expect(Math.abs(mean - expected) / Math.sqrt(square / count)).toBeLessThan(4);
    expect(square).toBeGreaterThan(0.05);
  });

  test.each(spread(['cpu', 'wasm'] as const, 2, Object.keys(cases).indexOf(name) % 2))(
    'trains to the same bits where steps are recorded as where they are not: %s',
    async (backend) => {
      const ends: unknown[] = [];
      const told: string[] = [];
      await useBackend(backend);
      const xs = tf.tidy(() => tf.sin(tf.reshape(tf.range(0, 8 * shapeOf(name).reduce((all, size) => all * size)), [8, ...shapeOf(name)])));
      const ys = tf.ones([8, 1]);
      for (const step of ['auto', 'eager'] as const) {
        const made = modelOf(name);
        for (const weight of made.weights) seedWeight(weight);
        const options = { loss: 'meanSquaredError', epochs: 8, batchSize: 4, seed: 5, backend, step, validationSplit: 0, onStep: (info: { readonly step: string; readonly reason: string }) => void told.push(info.step) } as const; // prettier-ignore
        const trained = await train(made, { xs, ys }, options);
        ends.push({ weights: weightsOf(trained.layersModel), losses: trained.history['loss'] });
        trained.dispose();
      }
      tf.dispose([xs, ys]);
      expect(ends[0]).toEqual(ends[1]);
      expect(told).toContain('recorded');
    },
  );

  test('takes nothing from TF.js while a step runs, is TF.js’s own between steps, and is put back in the end', async () => {
    const model = modelOf(name);
    const layer = layerOf(model);
    const cells = cellsIn(layer);
    const input = tf.ones([4, ...cases[name]![1]]);
    const draws: number[] = [];
    const random = { state: 0, next: () => (draws.push(1), 0.3) };
    // TF.js seeds what it draws from Math.random, unless the layer has a seed of its own.
    const asked = () => {
      draws.length = 0;
      tf.dispose(withSeededRandom(random, () => layer.apply(input, { training: true }) as Tensor));
      return draws.length;
    };
    const stock = asked();
    if (!name.endsWith('with a seed')) expect(stock).toBeGreaterThan(0);
    const answer = () => tf.tidy(() => [...(layer.apply(input) as Tensor).dataSync()]);
    const answered = answer();

    const ours = { state: 0, next: () => (draws.push(2), 0.7) };
    const [first, second] = [ownDraws([model], ours), ownDraws([model, model], ours)];
    for (const draw of [first, second]) {
      draw.during(0, () => {
        asked();
        expect(draws).toEqual(name.endsWith('with a seed') ? [] : draws.map(() => 2));
        expect(draws.length > 0).toBe(!name.endsWith('with a seed'));
        expect(answer()).toEqual(answered);
      });
      expect(asked()).toBe(stock);
    }
    const replaced = [cells.map(({ dropoutFunc }) => dropoutFunc), Object.hasOwn(layer, 'call')] as const;
    first.dispose();
    first.dispose();
    expect([cells.map(({ dropoutFunc }) => dropoutFunc), Object.hasOwn(layer, 'call')]).toEqual(replaced); // the other holds on
    second.dispose();
    expect([cells.every(({ dropoutFunc }) => dropoutFunc === undefined), Object.hasOwn(layer, 'call')]).toEqual([true, false]);
    expect(asked()).toBe(stock);
    tf.dispose([input, ...cells.flatMap(({ dropoutMask, recurrentDropoutMask }) => [dropoutMask, recurrentDropoutMask].flat() as Tensor[])]); // prettier-ignore
    model.dispose();
  });
});

test('masks have the shape that noiseShape says, and drop what TF.js would scale up by as much', async () => {
  const [columns] = await drawnBy('dropout of whole columns');
  const rows = Array.from({ length: ROWS }, (_, i) => columns!.slice(50 * i, 50 * (i + 1)));
  for (const row of rows) expect(row).toEqual(rows[0]);
  expect(new Set(columns)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
  const [channels] = await drawnBy('spatialDropout1d');
  const steps = Array.from({ length: 5 * ROWS }, (_, i) => channels!.slice(20 * i, 20 * (i + 1)));
  steps.forEach((step, i) => expect(step).toEqual(steps[i - (i % 5)]));
  expect(steps[0]).not.toEqual(steps[5]);
});

test('each gate of a cell that TF.js has masks for draws its own', async () => {
  const [masks] = await drawnBy('lstm');
  const parts = Array.from({ length: 4 }, (_, i) => masks!.slice(20 * ROWS * i, 20 * ROWS * (i + 1)).join());
  expect(new Set(parts).size).toBe(4);
});

describe('a layer of the program', () => {
  type Make = new (options: object) => Layer;
  const classOf = (layer: Layer): Make => Object.getPrototypeOf(layer).constructor as Make;
  const Dropout = classOf(layers.dropout({ rate: 0.5 }));
  class Halved extends Dropout {
    override call(): Tensor {
      return tf.scalar(0.5);
    }
  }
  class Renamed extends Dropout {}

  test('that draws by itself is left alone, and one that has its call from TF.js draws ours', () => {
    const [halved, renamed] = [new Halved({ rate: 0.5 }), new Renamed({ rate: 0.5 })];
    const draws = ownDraws([{ layers: [halved, renamed] } as unknown as LayersModel], createRandom(1));
    expect([halved, renamed].map((layer) => Object.hasOwn(layer, 'call'))).toEqual([false, true]);
    draws.dispose();
    expect(Object.hasOwn(renamed, 'call')).toBe(false);
  });

  test('whose cell draws by a function of its own keeps it', () => {
    const layer = layers.lstm(lstm);
    const [cell] = cellsIn(layer) as [{ dropoutFunc?: unknown }];
    const own = (x: Tensor) => x;
    cell.dropoutFunc = own;
    const draws = ownDraws([{ layers: [layer] } as unknown as LayersModel], createRandom(1));
    expect(cell.dropoutFunc).toBe(own);
    draws.dispose();
    expect(cell.dropoutFunc).toBe(own);
  });

  test('that is replaced while a training holds it stays so after', () => {
    const layer = layers.dropout({ rate: 0.5 });
    const draws = ownDraws([{ layers: [layer] } as unknown as LayersModel], createRandom(1));
    const own = () => tf.scalar(1);
    layer.call = own;
    draws.dispose();
    expect(layer.call).toBe(own);
  });
});

test('stacked cells draw ours as well', async () => {
  await useBackend('cpu');
  const stacked = layers.rnn({ cell: [layers.lstmCell({ units: 3, dropout: 0.5 }), layers.gruCell({ units: 2, recurrentDropout: 0.5 })] as never }); // prettier-ignore
  const model = tfl.sequential({ layers: [layers.inputLayer({ inputShape: [3, 4] }), stacked] });
  let draws = 0;
  const random = { state: 0, next: () => (draws++, 0.3) };
  const ours = ownDraws([model], random);
  ours.during(0, () => tf.dispose(tf.tidy(() => model.apply(tf.ones([2, 3, 4]), { training: true }) as Tensor)));
  expect(draws).toBe(4 + 3); // one key for the mask of each gate, the same at every step
  ours.dispose();
  for (const cell of (stacked as unknown as { cell: { cells: Cell[] } }).cell.cells) tf.dispose([cell.dropoutMask, cell.recurrentDropoutMask].flat() as Tensor[]); // prettier-ignore
  model.dispose();
});

describe('a model with dropout', () => {
  const make = () =>
    tfl.sequential({
      layers: [
        layers.dense({ units: 8, inputShape: [3], activation: 'tanh', kernelInitializer: tfl.initializers.glorotNormal({ seed: 2 }) }),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: 1, kernelInitializer: tfl.initializers.glorotNormal({ seed: 3 }) }),
      ],
    });
  const xs = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(7 * i)]);
  const data = { xs, ys: xs.map(([a, b]) => [a! * b!]) };
  const options = { loss: 'meanSquaredError', epochs: 4, batchSize: 4, seed: 5, backend: 'cpu', step: 'eager' } as const;

  test('that stock fit trains while our training waits ends ours with the layers as they were', async () => {
    const model = make();
    const trainer = await createTrainer(model, data, options);
    const [, dropout] = model.layers;
    expect(Object.hasOwn(dropout!, 'call')).toBe(true);
    await trainer.next();
    const original = Math.random;
    let asked = 0;
    Math.random = () => (asked++, original());
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    const [x, y] = [tf.tensor(xs), tf.tensor(data.ys)];
    await model.fit(x, y, { epochs: 1, shuffle: false, verbose: 0 });
    Math.random = original;
    expect(asked).toBeGreaterThan(0);
    await trainer.next();
    (await trainer.finish()).dispose();
    expect(Object.hasOwn(dropout!, 'call')).toBe(false);
    model.optimizer.dispose();
    tf.dispose([x, y]);
  });

  test('ends on WebAssembly near where it ends on plain JavaScript', async () => {
    const ends: number[][] = [];
    for (const backend of ['cpu', 'wasm'] as const) {
      const trained = await train(make(), data, { ...options, backend });
      ends.push(weightsOf(trained.layersModel).flat());
      trained.dispose();
    }
    ends[0]!.forEach((weight, i) => expect(weight).toBeCloseTo(ends[1]![i]!, 5));
  });
});
