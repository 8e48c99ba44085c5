import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import type { Encoders } from '../../../src/data/encoders.ts';
import type { ModelSpec } from '../../../src/spec/model.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { inputWarnings, labelWarnings } from '../../../src/train/watch/dataWarnings.ts';
import { watched, wave } from './runs.ts';

let before: number;
beforeEach(async () => {
  await tf.setBackend('cpu');
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const spec = (activation: string, loss: string, units = 1) => ({ network: { input: [2], layers: [{ type: 'dense', units, activation }] }, training: { loss } }) as ModelSpec; // prettier-ignore

async function labelMessages(written: ModelSpec, ys: number[][]): Promise<readonly string[]> {
  const run = await watched(written, { xs: wave(ys.length, 2), ys });
  run.layersModel.dispose();
  const warnings = labelWarnings(run.spec, run.examples);
  expect(warnings.every(({ about }) => about === 'labelsOutsideRange')).toBe(true);
  return warnings.map(({ message }) => message);
}

async function inputMessages(written: ModelSpec, xs: number[][] | number[][][]): Promise<readonly string[]> {
  const run = await watched(written, { xs, ys: wave(xs.length, 1) });
  run.layersModel.dispose();
  const warnings = inputWarnings(run.spec, run.examples);
  expect(warnings.every(({ about }) => about === 'unscaledInput')).toBe(true);
  return warnings.map(({ message }) => message);
}

describe('labels', () => {
  test('beyond what the last activation can answer are told with the layer and what to do', async () => {
    expect((await labelMessages(spec('sigmoid', 'mse'), [[0], [0.5], [2], [-3]])).join('\n')).toMatchInlineSnapshot(`
     "ys: "sigmoid" of dense_1 answers from 0 to 1 only, and 2 of 4 labels lie outside: from -3 to 2
       fix: give network.layers[0] dense activation "linear", or scale the labels into that range"
    `);
    expect((await labelMessages(spec('relu', 'mse'), [[0], [5], [-2]])).join('\n')).toMatchInlineSnapshot(`
     "ys: "relu" of dense_1 never answers below 0, and 1 of 3 labels lies outside: -2
       fix: give network.layers[0] dense activation "linear", or scale the labels into that range"
    `);
  });

  test('that the loss is not made for are told with what it takes', async () => {
    expect((await labelMessages(spec('tanh', 'hinge'), [[0], [1], [0], [1]])).join('\n')).toMatchInlineSnapshot(`
     "ys: "hinge" takes labels of -1 and 1, and 2 of 4 labels lie outside: 0
       fix: write -1 where the label is 0, or take "binaryCrossentropy" or "hingeLoss""
    `);
  });

  test.each([
    ['tanh', 'meanAbsoluteError', [[-1.2]]],
    ['relu6', 'huberLoss', [[7]]],
    ['elu', 'mse', [[-1.5]]],
    ['sigmoid', 'hinge', [[-1], [1]]],
    ['relu', 'poisson', [[-1]]],
    ['linear', 'meanSquaredLogarithmicError', [[-1]]],
  ])('after %s under %s are outside the range: %j', async (activation, loss, ys) => {
    expect(await labelMessages(spec(activation, loss), ys)).toHaveLength(1);
  });

  test.each([
    ['sigmoid', 'mse', [[0], [1]]],
    ['tanh', 'hinge', [[-1], [1]]],
    ['linear', 'mse', [[-1e6], [1e6]]],
    ['relu', 'poisson', [[0], [400]]],
    ['linear', 'hingeLoss', [[0], [1]]],
  ])('after %s under %s are fine: %j', async (activation, loss, ys) => {
    expect(await labelMessages(spec(activation, loss), ys)).toEqual([]);
  });

  test('a direction may be learned by an activation that does not reach its length', async () => {
    expect(await labelMessages(spec('tanh', 'cosineProximity', 2), [[3, 4], [-4, 3]])).toEqual([]); // prettier-ignore
  });

  test('of rows are told by the column', async () => {
    const written = { ...spec('tanh', 'mse'), features: { a: 'number', b: 'number' }, target: { price: 'number' } } as ModelSpec;
    const layers = { layers: [{ type: 'dense', units: 1, activation: 'tanh', id: 'answer' }], outputs: 'answer' };
    const parsed = parseModel({ ...written, network: layers } as ModelSpec, {
      inputs: [{ id: 'input', shape: [2], dtype: 'float32' }],
      classes: { price: null },
    });
    const scaled = { type: 'number', scale: 'standard', shift: 0, factor: 1 } as const;
    const encoders: Encoders = {
      inputs: [{ id: 'input', features: ['a', 'b'].map((name) => ({ name, ...scaled })) }],
      targets: [{ name: 'price', ...scaled }],
    };
    const table = (values: number[], width: number) => ({ values: Float32Array.from(values), shape: [width], rows: 2, dtype: 'float32' as const }); // prettier-ignore
    const examples = { inputs: [table([1, 2, 3, 4], 2)], outputs: [table([-1.8, 1.2], 1)], rows: 2 };
    expect(
      labelWarnings(parsed, examples, encoders)
        .map(({ message }) => message)
        .join('\n'),
    ).toMatchInlineSnapshot(`
     "column "price": "tanh" of answer answers from -1 to 1 only, and 2 of 2 labels lie outside: from -1.8 to 1.2
       fix: give network.layers[0] dense activation "linear", or give the target "scale": "minMax""
    `);
  });
});

describe('inputs', () => {
  const dense = spec('linear', 'mse');

  test('of very different sizes are told by their place', async () => {
    const xs = wave(20, 2).map(([a, b]) => [a!, 250 + 100 * b!]);
    expect((await inputMessages(dense, xs)).join('\n')).toMatchInlineSnapshot(`
     "xs[*][1]: not scaled: values from 150 to 347, mean 253, deviation 71.7, where a network is drawn for values of about 1
       fix: subtract the mean, 253, and divide by the deviation, 71.7"
    `);
  });

  test('of which one is nothing beside the others are told', async () => {
    const three = { ...dense, network: { input: [3], layers: [{ type: 'dense', units: 1 }] } } as ModelSpec;
    expect(
      (
        await inputMessages(
          three,
          wave(20, 3).map(([a, b, c]) => [a!, b! * 1e-5, c!]),
        )
      ).join('\n'),
    ).toMatchInlineSnapshot(`
     "xs[*][1]: not scaled: values from -0.00001 to 0.00000968, mean 3.49e-7, deviation 0.00000717, about 99700 times as small as other columns
       fix: subtract the mean, 3.49e-7, and divide by the deviation, 0.00000717"
    `);
  });

  const image = (layers: readonly object[]) => ({ network: { input: [4, 4], layers: [...layers, { type: 'flatten' }, { type: 'dense', units: 1 }] }, training: { loss: 'mse' } }) as ModelSpec; // prettier-ignore
  const pixels = Array.from({ length: 10 }, (_, i) => wave(4, 4).map((row, r) => row.map((value, c) => Math.round((127 + 127 * value + i * r * c) % 256)))); // prettier-ignore

  test('that are pixels are told once, with the division that they need', async () => {
    expect((await inputMessages(image([]), pixels)).join('\n')).toMatchInlineSnapshot(`
     "xs: 4 of 4 columns are not scaled (xs[*][*][0], xs[*][*][1], xs[*][*][2], ...): values reach 228
       fix: divide by 255, or let a layer do it: { "type": "rescaling", "scale": 0.00392156862745098 }"
    `);
  });

  test.each([[[{ type: 'rescaling', scale: 1 / 255 }]], [[{ type: 'reshape', targetShape: [4, 4] }, { type: 'batchNormalization' }]]])(
    'that the network itself brings to size are fine: %j',
    async (layers) => {
      expect(await inputMessages(image(layers), pixels)).toEqual([]);
    },
  );

  test('that name rows of an embedding have no size', async () => {
    const words = { network: { input: [2], layers: [{ type: 'embedding', inputDim: 5000, outputDim: 1 }, { type: 'flatten' }, { type: 'dense', units: 1 }] }, training: { loss: 'mse' } } as ModelSpec; // prettier-ignore
    expect(await inputMessages(words, [[4000, 1], [3, 4999]])).toEqual([]); // prettier-ignore
  });

  test('that are seldom other than 0, or moderately apart, are fine', async () => {
    const xs = Array.from({ length: 2000 }, (_, i) => [i === 5 ? 1 : 0, 30 * Math.sin(i)]);
    expect(await inputMessages(dense, xs)).toEqual([]);
  });
});
