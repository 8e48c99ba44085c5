import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { atOnce } from '../../../src/turns/inTurns.ts';
import { frameOf } from '../../../src/data/read/memoryFrame.ts';
import { prepareRows } from '../../../src/train/prepare.ts';
import { toLayersModel } from '../../../src/compile/toLayersModel.ts';
import type { Table } from '../../../src/model/table.ts';
import type { ModelSpec } from '../../../src/spec/model.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { explainDivergence, type DivergedRun } from '../../../src/train/watch/divergence.ts';
import { watched, wave, type Watched } from './runs.ts';

let before: number;
beforeEach(async () => {
  await tf.setBackend('cpu');
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const rows = Uint32Array.from([4, 5, 6, 7]);
const xs = wave(8, 2);
const ys = wave(8, 1);
const regression = (layers: NonNullable<ModelSpec['network']>['layers'] = [{ type: 'dense', units: 3, activation: 'relu', id: 'hidden' }, { type: 'dense', units: 1, id: 'answer' }]): ModelSpec => ({ network: { input: [2], layers }, training: { loss: 'meanSquaredError' } }); // prettier-ignore
const falling = [0.9, 0.8, 0.7, 0.75, 0.6];

/** What is explained of a run, the model then freed. */
function explain({ layersModel, ...rest }: Partial<DivergedRun> & Pick<DivergedRun, 'layersModel' | 'spec' | 'examples'>) {
  const weights = layersModel.getWeights().map((weight) => [...weight.dataSync()]);
  const found = explainDivergence({ layersModel, rows, loss: NaN, learningRate: 0.1, losses: falling, ...rest });
  expect(layersModel.getWeights().map((weight) => [...weight.dataSync()])).toEqual(weights);
  layersModel.dispose();
  return found;
}

function poison(layersModel: DivergedRun['layersModel'], layer: string, change: (weights: Float32Array) => void): void {
  tf.tidy(() => {
    const weight = layersModel.getLayer(layer).weights[0]!;
    const values = weight.read().dataSync().slice() as Float32Array;
    change(values);
    weight.write(tf.tensor(values, weight.read().shape));
  });
}

const damaged = (table: Table, at: number, value: number): Table => {
  const values = Float32Array.from(table.values);
  values[at] = value;
  return { ...table, values };
};

describe('data that are not finite come first', () => {
  test('an input with NaN is named by row and place, that of the batch before others', async () => {
    const run = await watched(regression(), { xs, ys });
    const inputs = [damaged(damaged(run.examples.inputs[0]!, 3, NaN), 11, NaN)];
    expect(explain({ ...run, examples: { ...run.examples, inputs } }).message).toMatchInlineSnapshot(`
     "the loss became NaN; what was found:
       xs[5][1]: an input is NaN, as in 2 of 8 rows
         fix: correct the data, or leave such rows out"
    `);
  });

  test('a label that is infinite is named', async () => {
    const run = await watched(regression(), { xs, ys });
    const outputs = [damaged(run.examples.outputs[0]!, 5, -Infinity)];
    const { message, findings } = explain({ ...run, examples: { ...run.examples, outputs }, loss: Infinity });
    expect(findings[0]!.about).toBe('labels');
    expect(message).toMatchInlineSnapshot(`
     "the loss became infinite; what was found:
       ys[5][0]: a label is -Infinity, the only such row
         fix: correct the data, or leave such rows out"
    `);
  });
});

describe('columns that are not scaled', () => {
  test('are named where encoders know them, with what to write', async () => {
    const written: ModelSpec = {
      features: { rooms: 'number', area: { type: 'number', scale: 'none' }, kind: 'category' },
      target: { price: { type: 'number', scale: 'none' } },
      network: { layers: [{ type: 'dense', units: 3, activation: 'relu' }] },
      training: { validationSplit: 0 },
    };
    const data = wave(12, 3).map(([a, b, c], i) => ({
      rooms: a,
      area: 5000 + 3000 * b!,
      kind: i % 2 ? 'flat' : 'house',
      price: 3e5 + 1e5 * c!,
    }));
    const prepared = atOnce(prepareRows(parseModel(written), frameOf(data), 1));
    const spec = parseModel(written, prepared.known);
    const run = { spec, layersModel: toLayersModel(spec, 1), examples: prepared.set, encoders: prepared.encoders };
    const { message, findings } = explain({ ...run, losses: [2, 400, 1e9, 1e22], loss: Infinity });
    expect(findings.map(({ about }) => about)).toEqual(['scale', 'scale', 'learningRate']);
    expect(message).toMatchInlineSnapshot(`
     "the loss became infinite; the most probable cause first:
       column "area": not scaled: values from 2000 to 7890, mean 5170, deviation 2100, about 5580 times as large as other columns
         fix: write "area": { "type": "number", "scale": "standard" }
       column "price": not scaled: values from 205000 to 399000, mean 308000, deviation 70000, where a network is drawn for values of about 1
         fix: write "target": { "price": { "type": "number", "scale": "standard" } }
       learning rate: the loss grew from 2 to 1e+22 over the last 4 batches: steps at 0.1 overshoot
         fix: take a tenth, 0.01, or clip the gradients; findLearningRate (--find-learning-rate) suggests one"
    `);
  });

  test('are named by their place in arrays', async () => {
    const large = xs.map(([a, b]) => [a! * 1e-3, b! * 20]);
    expect(explain(await watched(regression(), { xs: large, ys })).findings.slice(0, 1)).toMatchInlineSnapshot(`
     [
       {
         "about": "scale",
         "fix": "subtract the mean, -0.662, and divide by the deviation, 13.9",
         "message": "not scaled: values from -20 to 19.1, mean -0.662, deviation 13.9, about 24500 times as large as other columns",
         "place": "xs[*][1]",
       },
     ]
    `);
  });
});

test('a loss that grew before it was lost tells of the learning rate, and suggests a tenth', async () => {
  const run = await watched(regression(), { xs, ys });
  poison(run.layersModel, 'answer', (weights) => weights.fill(1e25));
  const found = explain({ ...run, losses: [0.5, 0.4, 30, 1e9, 1e30], loss: Infinity, learningRate: 0.3 });
  expect(found.message).toMatchInlineSnapshot(`
   "the loss became infinite; the most probable cause first:
     learning rate: the loss grew from 0.4 to 1e+30 over the last 4 batches: steps at 0.3 overshoot
       fix: take a tenth, 0.03, or clip the gradients; findLearningRate (--find-learning-rate) suggests one
     training.loss: the network answers up to 2.12e+25 in size, of which a 32-bit float cannot hold the square
       fix: scale inputs and labels"
  `);
});

test('a run that truly diverges is explained by its unscaled column and its growing loss', async () => {
  const run = await watched(regression(), { xs: xs.map(([a, b]) => [a!, b! * 400]), ys });
  const optimizer = tf.train.sgd(0.5);
  run.layersModel.compile({ optimizer, loss: 'meanSquaredError' });
  const [x, y] = [tf.tensor2d(run.examples.inputs[0]!.values, [8, 2]), tf.tensor2d(run.examples.outputs[0]!.values, [8, 1])];
  const losses: number[] = [];
  while (losses.length < 50 && losses.every(Number.isFinite)) losses.push((await run.layersModel.trainOnBatch(x, y)) as number);
  tf.dispose([x, y]);
  optimizer.dispose();
  const { findings } = explain({ ...run, loss: losses.at(-1)!, losses: losses.slice(0, -1), learningRate: 0.5 });
  expect(findings.slice(0, 2).map(({ about, place }) => [about, place])).toEqual([['scale', 'xs[*][1]'], ['learningRate', 'learning rate']]); // prettier-ignore
  expect(['weights', 'layer', 'loss']).toContain(findings.at(-1)!.about);
});

test.each([NaN, Infinity])('a learning rate that is %p is the cause, of which no tenth can be taken', async (learningRate) => {
  const run = await watched(regression(), { xs, ys });
  for (const layer of ['answer', 'hidden']) poison(run.layersModel, layer, (weights) => weights.fill(NaN));
  const { findings, message } = explain({ ...run, losses: [0.4, 0.5, 1e30], learningRate });
  expect(findings[0]).toEqual({
    about: 'learningRate',
    place: 'learning rate',
    message: `it is ${learningRate} itself`,
    fix: 'correct what sets it: the schedule, or a callback',
  });
  expect(message).not.toContain('take a tenth');
});

test('a learning rate of 0 overshoots nothing', async () => {
  const run = await watched(regression(), { xs, ys });
  poison(run.layersModel, 'hidden', (weights) => weights.fill(NaN));
  expect(explain({ ...run, losses: [0.4, 0.5, 1e30], learningRate: 0 }).findings.map(({ about }) => about)).toEqual(['weights']);
});

test('weights that are not finite are named, the first of them in the order of the network', async () => {
  const run = await watched(regression(), { xs, ys });
  for (const layer of ['answer', 'hidden']) poison(run.layersModel, layer, (weights) => weights.fill(NaN, 0, 2));
  expect(explain(run).message).toMatchInlineSnapshot(`
   "the loss became NaN; the most probable cause first:
     learning rate: the data look right, so a step at 0.1 was probably too large
       fix: take a tenth, 0.01, or clip the gradients; findLearningRate (--find-learning-rate) suggests one
     hidden/kernel: 2 of 6 numbers in these weights are NaN or infinite, as in 2 of 4 lists of weights: a step wrote them
       fix: go on from the weights that are kept, with a smaller learning rate or clipped gradients"
  `);
});

test('the first layer is named whose answers are not finite though its weights are', async () => {
  const layers: NonNullable<ModelSpec['network']>['layers'] = ['first', 'second', 'third'].map((id) => ({
    type: 'dense',
    units: 2,
    id,
    useBias: false,
  }));
  const run = await watched({ ...regression(layers) }, { xs, ys: wave(8, 2) });
  for (const layer of ['first', 'second']) poison(run.layersModel, layer, (weights) => weights.fill(3e25));
  expect(explain({ ...run, losses: [] }).message).toMatchInlineSnapshot(`
   "the loss is NaN from the first batch on; what was found:
     second: the first layer whose answers are NaN or infinite: 8 of 8 numbers for this batch, though all that it reads is finite; its weights reach 3e+25
       fix: scale what goes in, or put a batchNormalization or layerNormalization before it"
  `);
});

test('layers on two ways, and a layer that is used twice, are looked through', async () => {
  const spec: ModelSpec = {
    network: {
      input: [2],
      layers: [
        { type: 'dense', units: 2, id: 'left' },
        { type: 'shared', of: 'left', id: 'again' },
        { type: 'dense', units: 2, id: 'right', from: 'input' },
        { type: 'add', id: 'both', from: ['again', 'right'] },
      ],
    },
    training: { loss: 'meanSquaredError' },
  };
  const places = (run: Watched) => explain(run).findings.map(({ place }) => place);
  const data = { xs, ys: wave(8, 2) };
  const [first, second] = [await watched(spec, data), await watched(spec, data)];
  poison(first.layersModel, 'left', (weights) => weights.fill(1e30));
  expect(places(first)).toEqual(['learning rate', 'left']);
  poison(second.layersModel, 'right', (weights) => weights.fill(3e38));
  expect(places(second)).toEqual(['learning rate', 'right']);
});

test('where data, weights and layers are all finite, the loss is suspected', async () => {
  expect(explain(await watched(regression(), { xs, ys })).message).toMatchInlineSnapshot(`
   "the loss became NaN; what was found:
     training.loss: every layer answers finite numbers for this batch: they are lost in the loss, in a penalty, or in what only training does
       fix: look at the loss (a logarithm or a division without a bound), at the regularizers, and at dropout and batchNormalization"
  `);
});

test('a model that keeps its state is not run, and the step is suspected', async () => {
  const spec: ModelSpec = {
    network: { inputs: { steps: { shape: [3, 2], batchSize: 4 } }, layers: [{ type: 'simpleRNN', units: 1, stateful: true }] },
    training: { loss: 'meanSquaredError' },
  };
  const run = await watched(spec, { xs: [xs, xs, xs, xs].map((one) => one.slice(0, 3)), ys: wave(4, 1) });
  expect(explain({ ...run, rows: Uint32Array.from([0, 1, 2, 3]) }).findings.map(({ about }) => about)).toEqual(['learningRate']);
});

test('labels that the loss does not take are told before what they led to', async () => {
  const written: ModelSpec = {
    network: { input: [2], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] },
    training: { loss: 'meanSquaredLogarithmicError' },
  };
  expect(explain({ ...(await watched(written, { xs, ys })), losses: [] }).message).toMatchInlineSnapshot(`
   "the loss is NaN from the first batch on; what was found:
     ys: "meanSquaredLogarithmicError" takes labels that are not below 0, and 3 of 8 labels lie outside: from -0.751 to -0.279
       fix: shift the labels, or write a loss for any number, such as "meanSquaredError""
  `);
});
