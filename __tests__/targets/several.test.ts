import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { capture } from '../cli/capture.ts';
import { temporaryFolder } from '../cli/temporary.ts';
import { formatFolds } from '../../src/evaluate/foldScores.ts';
import { formatReport, type TargetReports } from '../../src/evaluate/report.ts';
import { combineModels } from '../../src/model/ensemble.ts';
import { evaluate } from '../../src/node/evaluate.ts';
import { load, save } from '../../src/node/bundleFolder.ts';
import { crossValidate } from '../../src/node/crossValidate.ts';
import { train } from '../../src/node/train.ts';
import { fullSpec } from '../../src/spec/full.ts';
import { defineModel } from '../../src/spec/define.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { features, rows } from './kinds.ts';

const dense = { type: 'dense', units: 16, activation: 'tanh' } as const;
const spec = defineModel({
  features,
  target: {
    price: { type: 'number', scale: 'log', lossWeight: 0.5 },
    sold: 'category',
    tags: 'labels',
    size: { type: 'ordinal', classes: ['S', 'M', 'L'] },
    wait: 'quantiles',
    visits: 'count',
  },
  network: { layers: [dense] },
  training: { optimizer: { type: 'adam', learningRate: 0.02 }, epochs: 20, seed: 1 },
});
const columns = Object.keys(spec.target);
const place = temporaryFolder();
const train20 = () => train(spec, rows, { backend: 'cpu' });
let model: Awaited<ReturnType<typeof train20>>;
beforeAll(async () => {
  model = await train20();
  await save(model, place('model'));
});
afterAll(() => model.dispose());

test('several targets have a head each, called by the column, and a loss each', () => {
  const { network, training } = model.spec;
  expect(network.outputs).toEqual(columns.map((name) => ({ name, from: name })));
  expect(training.loss.map(({ type }) => type)).toEqual([
    'meanSquaredError',
    'binaryCrossentropy',
    'binaryCrossentropy',
    'ordinalCrossentropy',
    'quantiles',
    'logPoisson',
  ]);
  expect(model.layersModel.outputNames).toEqual(columns);
});

test('their losses are told by column and weighed in the whole', () => {
  for (const held of ['', 'val_']) {
    const of = (name: string) => model.history[`${held}${name}`]!.at(-1)!;
    const sum = columns.reduce((all, name) => all + (name === 'price' ? 0.5 : 1) * of(`${name}_loss`), 0);
    expect(of('loss')).toBeCloseTo(sum, 4);
  }
});

test('each is measured by what suits it', () => {
  const measured = Object.keys(model.history).filter((name) => !name.startsWith('val_') && !name.endsWith('loss'));
  expect(measured).toMatchInlineSnapshot(`
   [
     "price_meanAbsoluteError",
     "sold_accuracy",
     "sold_f1",
     "tags_accuracy",
     "tags_f1",
     "size_accuracy",
     "size_f1",
     "size_meanRankError",
     "wait_meanAbsoluteError",
     "wait_meanPinball",
     "visits_meanAbsoluteError",
     "visits_meanPoissonDeviance",
   ]
  `);
});

test('answers to all of them are one, and what stands beside them is by column', async () => {
  const [answer] = await model.predict(rows.slice(0, 1));
  expect(answer).toEqual({
    price: expect.any(Number),
    sold: expect.any(String),
    tags: expect.any(Array),
    size: expect.any(String),
    wait: expect.any(Number),
    visits: expect.any(Number),
    probabilities: {
      sold: { no: expect.any(Number), yes: expect.any(Number) },
      tags: { far: expect.any(Number), high: expect.any(Number) },
      size: { S: expect.any(Number), M: expect.any(Number), L: expect.any(Number) },
    },
    quantiles: { wait: { '0.1': expect.any(Number), '0.5': answer!.wait, '0.9': expect.any(Number) } },
  });
});

test('reports and baselines are by column, with a line of the verdict for each', async () => {
  const report: TargetReports = await evaluate(model, rows, { allRows: true });
  expect(Object.entries(report.targets).map(([name, { task, baselines }]) => [name, task, baselines?.linear !== null])).toEqual([
    ['price', 'regression', true],
    ['sold', 'binary', true],
    ['tags', 'labels', true],
    ['size', 'ordinal', true],
    ['wait', 'quantiles', true],
    ['visits', 'count', true],
  ]);
  expect(report.verdict.split('\n').map((line) => line.split(':')[0])).toEqual(columns);
  expect(report.verdict).toContain('answering the mean of the logarithms every time');
  const text = formatReport(report);
  for (const name of columns) expect(text).toContain(`${name}\n${'-'.repeat(name.length)}\n240 rows`);
  expect(text).toMatch(/\npinball loss .*\ncoverage .*\ninterval .*\nMAE /);
  expect(text).toMatch(/\nlabel +precision +recall +F1 +rows\nfar /);
});

test('they come back from a bundle, and from an ensemble', async () => {
  const tensors = tf.memory().numTensors;
  const back = await load(place('model'));
  const both = combineModels([model, back]);
  const expected = await model.predict(rows);
  expect(await back.predict(rows)).toEqual(expected);
  expect(await both.predict(rows)).toEqual(expected);
  expect(Object.keys(both.record.judged!)).toEqual(columns);
  both.dispose();
  back.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
});

test('folds are summed up by column, and their models are one', async () => {
  const options = { folds: 2, epochs: 3, ensemble: true, backend: 'cpu' } as const;
  const { summary, reports, ensemble } = await crossValidate(spec, rows, options);
  expect([summary.rows, Object.keys(summary.targets), reports.length]).toEqual([240, columns, 2]);
  expect(formatFolds(summary)).toContain('visits\n------\n240 rows, 2 folds');
  expect(Object.keys((await evaluate(ensemble!, rows)).targets)).toEqual(columns);
  ensemble!.dispose();
});

test('the command line answers them as columns, and evaluates them', async () => {
  const csv = `a,b,price,sold,tags,size,wait,visits\n1,1,100,yes,high|far,L,3,4\n-1,1,30,no,far,M,-3,2\n`;
  const answered = await capture(['predict', place('model'), '--data', '-'], { stdin: csv });
  const [header, first] = answered.stdout.split('\n');
  expect(header).toMatchInlineSnapshot(
    `"price,sold,tags,size,wait,visits,probability_sold_no,probability_sold_yes,probability_tags_far,probability_tags_high,probability_size_S,probability_size_M,probability_size_L,quantile_wait_0.1,quantile_wait_0.5,quantile_wait_0.9"`,
  );
  expect(first).toMatch(/^[\d.]+,(yes|no),[a-z|]*,[SML],/);
  const evaluated = await capture(['evaluate', place('model'), '--data', '-', '--json'], { stdin: csv });
  expect(Object.keys((JSON.parse(evaluated.stdout) as TargetReports).targets)).toEqual(columns);
});

describe('outputs that were written', () => {
  const two = (outputs: unknown, target: object = { price: 'number', sold: { type: 'category', classes: ['no', 'yes'] } }) => ({
    features,
    target,
    network: {
      layers: [
        dense,
        { type: 'dense', id: 'sold', units: 1, activation: 'sigmoid', from: 'dense_1' },
        { type: 'dense', id: 'cost', units: 1, from: 'dense_1' },
      ],
      outputs,
    },
  });
  const outputsOf = (parsed: ReturnType<typeof parseModel>) => parsed.network.outputs;

  test('are told by the names of the targets, in whatever order', () => {
    const parsed = parseModel(two({ sold: 'sold', price: 'cost' }));
    expect(outputsOf(parsed)).toEqual([
      { name: 'price', from: 'cost' },
      { name: 'sold', from: 'sold' },
    ]);
    expect(parsed.training.loss.map(({ type }) => type)).toEqual(['meanSquaredError', 'binaryCrossentropy']);
    expect(outputsOf(parseModel(fullSpec(parsed)))).toEqual(outputsOf(parsed));
  });

  test('stand in the order of the targets in a list of ids', () => {
    expect(outputsOf(parseModel(two(['cost', 'sold'])))).toEqual([
      { name: 'price', from: 'cost' },
      { name: 'sold', from: 'sold' },
    ]);
    const spaced = parseModel(two(['cost', 'sold'], { 'price in EUR': 'number', sold: { type: 'category', classes: ['no', 'yes'] } }));
    expect(outputsOf(spaced)[0]).toEqual({ name: 'price in EUR', from: 'cost' });
    expect(outputsOf(parseModel(fullSpec(spaced)))).toEqual(outputsOf(spaced));
  });

  test('that are others are refused', () => {
    expect(() => parseModel(two(['sold', 'cost']))).toThrowErrorMatchingInlineSnapshot(`
     "the spec has a problem
       network.outputs: expected one output for each target, by its name: price, sold, received sold, cost"
    `);
    expect(() => parseModel(two({ sold: 'sold', prise: 'cost' }))).toThrowErrorMatchingInlineSnapshot(`
     "the spec has a problem
       network.outputs: expected one output for each target, by its name: price, sold, received sold, prise"
    `);
  });
});

test('a column whose name no layer may have, or has, is answered by a head with another', () => {
  const layers = [{ ...dense, id: 'sold' }];
  const target = { 'price in EUR': 'number', sold: { type: 'category', classes: ['no', 'yes'] } } as const;
  const { network } = parseModel({ features, target, network: { layers } });
  expect(network.outputs).toEqual([
    { name: 'price in EUR', from: 'head_1' },
    { name: 'sold', from: 'head_2' },
  ]);
});

test('a number of an epoch is watched by the name of its column', async () => {
  const watched = (monitor: string) =>
    train({ ...spec, training: { ...spec.training, epochs: 1 } }, rows, { backend: 'cpu', earlyStopping: { monitor } });
  (await watched('val_sold_accuracy')).dispose();
  (await watched('val_visits_loss')).dispose();
  await expect(watched('val_sold_acuracy')).rejects.toThrow('did you mean "val_sold_accuracy"?');
  await expect(watched('val_price_accuracy')).rejects.toThrow('training.earlyStopping.monitor');
});
