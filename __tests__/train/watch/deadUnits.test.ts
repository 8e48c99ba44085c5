import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { tf } from '#tf';
import type { ModelSpec } from '../../../src/spec/model.ts';
import { findDeadUnits } from '../../../src/train/watch/deadUnits.ts';
import { watched, wave, type Watched } from './runs.ts';

let before: number;
beforeEach(async () => {
  await tf.setBackend('cpu');
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const build = (input: number[], layers: readonly object[], rows: number[][] | number[][][]) => {
  const flat = input.length > 1 ? [{ type: 'flatten' }] : [];
  const network = { input, layers: [...layers, ...flat, { type: 'dense', units: 1 }] };
  return watched({ network } as ModelSpec, { xs: rows, ys: wave(rows.length, 1) });
};

/** Gives some units a bias from which nothing brings them back. */
function kill({ layersModel }: Watched, layer: string, units: readonly number[]): void {
  tf.tidy(() => {
    const bias = layersModel.getLayer(layer).weights.at(-1)!;
    const values = bias.read().dataSync().slice();
    for (const unit of units) values[unit] = -100;
    bias.write(tf.tensor(values, bias.read().shape));
  });
}

function messages({ layersModel, examples }: Watched): readonly string[] {
  const warnings = findDeadUnits(layersModel, examples.inputs);
  layersModel.dispose();
  expect(warnings.every(({ about }) => about === 'deadUnits')).toBe(true);
  return warnings.map(({ message }) => message);
}

const dense = (activation: string, id = 'hidden') => ({ type: 'dense', units: 4, activation, id });

test('half of the units dead are told with the layer, the share and what may help', async () => {
  const run = await build([3], [dense('relu'), dense('relu', 'second')], wave(300, 3));
  kill(run, 'hidden', [0, 3]);
  expect(messages(run).join('\n')).toMatchInlineSnapshot(`
   "hidden: 2 of 4 units (50 %) answer 0 for each of 256 rows, where relu passes no gradient, so they learn nothing
     what may help: a smaller learning rate, scaled inputs, "heNormal" as the initializer, or "leakyReLU" or "elu" in place of it"
  `);
});

test('a layer that is dead as a whole is told, and what reads it is not', async () => {
  const run = await build([3], [dense('relu6'), dense('tanh', 'second')], wave(10, 3));
  kill(run, 'hidden', [0, 1, 2, 3]);
  expect(messages(run).join('\n')).toMatchInlineSnapshot(`
   "hidden: all 4 units answer 0 for each of 10 rows, where relu6 passes no gradient, so they learn nothing
     what may help: a smaller learning rate, scaled inputs, "heNormal" as the initializer, or "leakyReLU" or "elu" in place of it"
  `);
});

test('filters count as units, over all places of all rows', async () => {
  const images = Array.from({ length: 40 }, (_, i) => wave(5, 5).map((row) => row.map((value) => value * Math.cos(i))));
  const layers = [{ type: 'reshape', targetShape: [5, 5, 1] }, { type: 'conv2d', filters: 3, kernelSize: 2, activation: 'relu', id: 'filters' }]; // prettier-ignore
  const run = await build([5, 5], layers, images);
  kill(run, 'filters', [1, 2]);
  expect(messages(run)).toEqual([expect.stringMatching(/^filters: 2 of 3 units \(66\.7 %\) answer 0 for each of 40 rows/)]);
});

test.each([
  ['reLU', [dense('linear'), { type: 'reLU', id: 'cut' }], 'cut'],
  ['activation', [dense('linear'), { type: 'activation', activation: 'relu', id: 'cut' }], 'cut'],
])('a layer of its own that cuts what is below 0 is watched: %s', async (_, layers, name) => {
  const run = await build([3], layers, wave(20, 3));
  kill(run, 'hidden', [0, 1, 2]);
  expect(messages(run)).toEqual([expect.stringMatching(`^${name}: 3 of 4 units`)]);
});

test('a layer inside timeDistributed is watched', async () => {
  const run = await build(
    [2, 3],
    [{ type: 'timeDistributed', id: 'steps', layer: { type: 'dense', units: 4, activation: 'relu' } }],
    [wave(2, 3), wave(2, 3)],
  );
  kill(run, 'steps', [0, 1]);
  expect(messages(run)).toEqual([expect.stringMatching(/^steps: /)]);
});

test.each(['leakyReLU', 'elu', 'tanh', 'linear'])('units that cannot die are let be: %s', async (activation) => {
  const layers = activation === 'leakyReLU' ? [dense('linear'), { type: activation }] : [dense(activation)];
  const run = await build([3], layers, wave(20, 3));
  kill(run, 'hidden', [0, 1, 2, 3]);
  expect(messages(run)).toEqual([]);
});

test('a few dead units, and units that answer for one row of many, are let be', async () => {
  const rows = wave(256, 3).map((row, i) => (i === 200 ? [500, 500, 500] : row));
  const run = await build([3], [{ ...dense('relu'), kernelInitializer: 'ones' }], rows);
  kill(run, 'hidden', [0, 1, 2, 3]);
  expect(messages(run)).toEqual([]);
  const few = await build([3], [dense('relu')], wave(50, 3));
  kill(few, 'hidden', [2]);
  expect(messages(few)).toEqual([]);
});
