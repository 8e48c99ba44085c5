import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { toLayersModel } from '../../src/compile/toLayersModel.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { NetworkSpec } from '../../src/spec/network.ts';
import { parseModel } from '../../src/spec/parse.ts';

const net: NetworkSpec = {
  input: [6, 3],
  layers: [
    { type: 'bidirectional', layer: { type: 'lstm', units: 4 } },
    { type: 'dense', units: 3, activation: 'relu' },
    { type: 'dense', units: 2 },
  ],
};

let tensors = 0;
beforeEach(async () => {
  await useBackend('wasm');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

const valuesOf = (model: LayersModel): number[][] => model.getWeights().map((weight) => Array.from(weight.dataSync()));
/** The weights of a network, by a seed. */
function draw(network: NetworkSpec, seed: number): number[][] {
  const model = compile(network, { seed });
  const values = valuesOf(model);
  model.dispose();
  return values;
}

describe('the seed', () => {
  test('decides all weights, bit for bit, on every backend', async () => {
    const weights = draw(net, 7);
    expect(draw(net, 7)).toEqual(weights);
    await useBackend('cpu');
    expect(draw(net, 7)).toEqual(weights);
  });

  test('0 is a seed like any other', () => {
    expect(draw(net, 0)).toEqual(draw(net, 0));
    expect(draw(net, 0)).not.toEqual(draw(net, 1));
  });

  test('gives both directions of a bidirectional layer, and all layers, weights of their own', () => {
    const kernels = draw(net, 7).filter((values) => values.some((value) => value !== 0));
    expect(new Set(kernels.map((values) => values.slice(0, 6).join(' '))).size).toBe(kernels.length);
  });

  test('gives a layer the same weights whatever stands around it', () => {
    const [first] = draw({ input: [4], layers: [{ type: 'dense', id: 'mine', units: 3 }] }, 5);
    const [, , second] = draw({ input: [4], layers: [{ type: 'dense', units: 4 }, { type: 'dense', id: 'mine', units: 3 }] }, 5); // prettier-ignore
    expect(second).toEqual(first);
  });

  test('of an initializer goes before that of the run, and 0 there is drawn from the run', () => {
    const layer = (seed: number): NetworkSpec => ({
      input: [4],
      layers: [{ type: 'dense', units: 3, kernelInitializer: { type: 'heNormal', seed } }],
    });
    expect(draw(layer(3), 1)).toEqual(draw(layer(3), 2));
    expect(draw(layer(0), 1)).toEqual(draw(layer(0), 1));
  });

  test('leaves no trace in the model, and leaves Math.random as it was', () => {
    const random = Math.random;
    const model = compile(net, { seed: 7 });
    expect(JSON.stringify(model.toJSON(null, false))).not.toMatch(/seed":\d/);
    expect(Math.random).toBe(random);
    model.dispose();
  });

  test('that training names is used where no other is given', () => {
    const model = compile({ network: net, training: { seed: 7 } });
    expect(valuesOf(model)).toEqual(draw(net, 7));
    model.dispose();
  });
});

test('two models of one spec have the same files, whatever was built before', () => {
  const [first, second] = [compile(net, { seed: 1 }), compile(net, { seed: 1 })];
  expect(second.toJSON(null, false)).toEqual(first.toJSON(null, false));
  expect(second.weights.map(({ originalName }) => originalName)).toEqual(first.weights.map(({ originalName }) => originalName));
  for (const model of [first, second]) model.dispose();
});

test('layers are named by their ids, weights after their layers', () => {
  const model = compile({ input: [4], layers: [{ type: 'dense', id: 'a/b.c-d_1', units: 3 }, { type: 'dense', units: 1 }] }, { seed: 1 }); // prettier-ignore
  expect(model.layers.map(({ name }) => name)).toEqual(['input', 'a/b.c-d_1', 'dense_1']);
  expect(model.weights.map(({ originalName }) => originalName)).toEqual([
    'a/b.c-d_1/kernel',
    'a/b.c-d_1/bias',
    'dense_1/kernel',
    'dense_1/bias',
  ]);
  model.dispose();
});

test('an orthogonal kernel has columns at right angles, and TF.js prints nothing about it', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const model = compile({ input: [3], layers: [{ type: 'dense', units: 60, kernelInitializer: { type: 'orthogonal', gain: 2 } }] }, { seed: 1 }); // prettier-ignore
  const large = compile({ input: [2, 3], layers: [{ type: 'lstm', units: 64 }] }, { seed: 1 });
  const product = tf.tidy(() => {
    const kernel = model.getWeights()[0]!;
    return Array.from(tf.matMul(kernel, kernel, false, true).dataSync());
  });
  product.forEach((value, i) => expect(value).toBeCloseTo(i % 4 === 0 ? 4 : 0, 5));
  expect(warn).not.toHaveBeenCalled();
  for (const each of [model, large]) each.dispose();
  warn.mockRestore();
});

test('weights that are written out are set', () => {
  const weights = [[[1, 2], [3, 4]], [5, 6]]; // prettier-ignore
  const model = compile({ input: [2], layers: [{ type: 'dense', units: 2, weights }] }, { seed: 1 });
  expect(valuesOf(model)).toEqual([[1, 2, 3, 4], [5, 6]]); // prettier-ignore
  model.dispose();
});

test('weights begin within their constraint', () => {
  const [kernel] = draw({ input: [4], layers: [{ type: 'dense', units: 3, kernelConstraint: 'nonNeg' }] }, 1);
  expect(Math.min(...kernel!)).toBe(0);
});

test('a shared layer is one layer with two uses, whose weights are disposed', () => {
  const model = compile(
    {
      inputs: { left: [3], right: [3] },
      layers: [
        { type: 'dense', id: 'tower', units: 2, from: 'left' },
        { type: 'shared', of: 'tower', id: 'again', from: 'right' },
        { type: 'add', from: ['tower', 'again'] },
      ],
    },
    { seed: 1 },
  );
  expect(model.weights.length).toBe(2);
  const [x, y, twice] = tf.tidy(() => {
    const input = tf.tensor2d([[1, 2, 3]]);
    const zero = tf.zeros([1, 3]);
    const run = (left: Tensor, right: Tensor) => Array.from((model.predictOnBatch([left, right]) as Tensor).dataSync());
    return [run(input, zero), run(zero, input), run(input, input)];
  });
  expect(x).toEqual(y);
  expect(twice).toEqual(x!.map((value) => value * 2));
  model.dispose();
});

describe('a compiled model', () => {
  const model = (training: object) => compile({ network: { input: [2], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] }, training }); // prettier-ignore

  test('can be fitted and evaluated by stock TF.js, with its loss, optimizer and metrics', async () => {
    const xor = model({
      loss: 'binaryCrossentropy',
      optimizer: { type: 'adam', learningRate: 0.1 },
      metrics: ['accuracy', 'recall'],
      seed: 3,
    });
    const [xs, ys] = [tf.tensor2d([[0, 0], [0, 1], [1, 0], [1, 1]]), tf.tensor2d([[0], [1], [1], [1]])]; // prettier-ignore
    const { history } = await xor.fit(xs, ys, { epochs: 60, verbose: 0, shuffle: false });
    expect(Object.keys(history)).toEqual(['loss', 'accuracy', 'recall']);
    expect(history['accuracy']!.at(-1)).toBe(1);
    const scores = xor.evaluate(xs, ys) as Tensor[];
    expect(scores.map((score) => score.dataSync()[0]!).slice(1)).toEqual([1, 1]);
    tf.dispose([xs, ys, scores]);
    xor.dispose();
  });

  test('can have a loss that TF.js does not know by name', async () => {
    const scores = compile({ network: { input: [2], layers: [{ type: 'dense', units: 1 }] }, training: { loss: { type: 'huberLoss', delta: 2 } } }); // prettier-ignore
    const [xs, ys] = [tf.ones([4, 2]), tf.ones([4, 1])];
    const { history } = await scores.fit(xs, ys, { epochs: 2, verbose: 0 });
    expect(history['loss']![1]).toBeLessThan(history['loss']![0] as number);
    tf.dispose([xs, ys]);
    scores.dispose();
  });

  test.each(['sparseCategoricalCrossentropy', 'categoricalCrossentropy'] as const)(
    'has its labels smoothed in stock fit too, also where they are class numbers: %s',
    async (type) => {
      const soft = compile({
        network: { input: [2], layers: [{ type: 'dense', units: 3, activation: 'softmax', kernelInitializer: 'zeros' }] },
        training: { loss: { type, labelSmoothing: 0.3 }, optimizer: { type: 'sgd', learningRate: 1 }, metrics: ['accuracy'] },
      });
      const labels = tf.tensor1d([0, 0, 0, 0], 'int32');
      const [xs, ys] = [tf.zeros([4, 2]), type === 'categoricalCrossentropy' ? tf.oneHot(labels, 3) : tf.reshape(labels, [4, 1])];
      await soft.fit(xs, ys, { epochs: 200, verbose: 0 });
      const answer = soft.predict(xs) as Tensor;
      expect(answer.dataSync()[0]).toBeCloseTo(0.8, 3);
      tf.dispose([labels, xs, ys, answer]);
      soft.dispose();
    },
  );

  test('is made for its default loss where none is written', () => {
    const plain = model({});
    expect(plain.loss).toEqual(['binaryCrossentropy']);
    plain.dispose();
  });
});

test('levels that only data tell must be written out to compile', () => {
  const spec = { features: { colour: 'category', size: 'number' }, target: { kind: 'category' }, network: { layers: [{ type: 'dense', units: 2 }] } } as const; // prettier-ignore
  expect(() => compile(spec)).toThrowErrorMatchingInlineSnapshot(`
   "the spec has 2 problems
     features.colour: expected levels that are written out, since there are no data to find them in, received a category without them
       fix: write { "type": "category", "levels": [...] }, or train the spec on data
     target.kind: expected classes that are written out, since there are no data to find them in, received a category without them
       fix: write { "type": "category", "classes": [...] }, or train the spec on data"
  `);
  const levels = ['red', 'blue'];
  const model = compile({ ...spec, features: { ...spec.features, colour: { type: 'category', levels } }, target: { kind: { type: 'category', classes: ['a', 'b', 'c'] } } }); // prettier-ignore
  expect(model.inputs[0]!.shape).toEqual([null, 3]);
  expect(model.outputs[0]!.shape).toEqual([null, 3]);
  model.dispose();
});

test('nothing is left behind where building fails half way, and the error says that it is ours', () => {
  const model = parseModel({ input: [4], layers: [{ type: 'dense', units: 3 }, { type: 'dense', id: 'second', units: 2 }] }); // prettier-ignore
  const [first, second] = model.network.layers;
  const broken = { ...model, network: { ...model.network, layers: [first!, { ...second!, options: { ...second!.options, units: -1 } }] } };
  expect(() => toLayersModel(broken, 1)).toThrow(/^internal: TF\.js refuses layers\[1\] dense, which the check let through: /);
});

test('a model is an ordinary functional model', () => {
  const model = compile(net, { seed: 1 });
  expect(model).toBeInstanceOf(tfl.LayersModel);
  expect(model.getClassName()).toBe('Model');
  model.dispose();
});
