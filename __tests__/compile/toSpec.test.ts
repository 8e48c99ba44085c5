import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { toSpec } from '../../src/compile/toSpec.ts';
import { useBackend } from '../../src/node/backend.ts';
import { samples } from '../../src/node/doctor/sampleNetworks.ts';

let tensors = 0;
beforeEach(async () => {
  await useBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

/** Every weight by its name, without the names of the models around it. */
const weightsByName = (model: LayersModel) =>
  new Map(model.weights.map((weight) => [weight.originalName.split('/').slice(-2).join('/'), weight]));

/** Builds the model again from its spec, copies the weights over by name, and compares what both answer. */
function expectSame(model: LayersModel): LayersModel {
  const again = compile(toSpec(model), { seed: 1 });
  expect(again.countParams()).toBe(model.countParams());
  expect(again.inputs.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(model.inputs.map(({ shape, dtype }) => ({ shape, dtype })));
  expect(again.outputs.map(({ shape }) => shape)).toEqual(model.outputs.map(({ shape }) => shape));
  const given = weightsByName(model);
  for (const [name, weight] of weightsByName(again)) weight.write(given.get(name)!.read());
  tf.tidy(() => {
    const xs = model.inputs.map(({ shape: [, ...shape] }) => tf.randomUniform([2, ...shape.map((size) => size ?? 3)], -1, 1, 'float32', 7));
    const [first, second] = [model, again].map((each) =>
      [each.predictOnBatch(xs) as Tensor | Tensor[]].flat().map((answer) => Array.from(answer.dataSync())),
    );
    expect(second).toEqual(first);
  });
  return again;
}

test.each(samples)('$name: the model of the spec of a model is the same model', ({ network }) => {
  const model = compile(network, { seed: 1 });
  const again = compile(toSpec(model), { seed: 1 });
  expect(again.toJSON(null, false)).toEqual(model.toJSON(null, false));
  for (const each of [model, again]) each.dispose();
});

test('what has its default is left out', () => {
  const spec = {
    input: [8, 8, 1],
    layers: [
      { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
      { type: 'maxPooling2d' },
      { type: 'flatten' },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 10, activation: 'softmax', kernelInitializer: 'heNormal', kernelRegularizer: { type: 'l2', l2: 0.1 } },
    ],
  } as const;
  const model = compile(spec);
  expect(toSpec(model)).toEqual(spec);
  model.dispose();
});

describe('a model made by hand', () => {
  const { layers } = tfl;
  const inputOf = (shape: number[], name: string) => tfl.input({ shape, name });
  const one = (out: unknown) => out as SymbolicTensor;

  test('a Sequential, whose input has no name that anybody sees', () => {
    const model = tfl.sequential({
      layers: [
        layers.dense({ units: 5, inputShape: [4], activation: 'tanh', kernelRegularizer: tfl.regularizers.l1({ l1: 0.2 }), name: 'first' }),
        layers.batchNormalization({ name: 'norm' }),
        layers.dense({ units: 2, useBias: false, kernelInitializer: 'heUniform', name: 'last' }),
      ],
    });
    expect(toSpec(model)).toEqual({
      input: [4],
      layers: [
        { type: 'dense', id: 'first', units: 5, activation: 'tanh', kernelRegularizer: { type: 'l1', l1: 0.2 } },
        { type: 'batchNormalization', id: 'norm' },
        { type: 'dense', id: 'last', units: 2, useBias: false, kernelInitializer: 'heUniform' },
      ],
    });
    expectSame(model).dispose();
    model.dispose();
  });

  test('a Sequential in a fixed batch of whole numbers', () => {
    const model = tfl.sequential({
      layers: [layers.embedding({ inputDim: 9, outputDim: 2, batchInputShape: [2, 3], dtype: 'int32', name: 'words' })],
    });
    expect(toSpec(model)).toEqual({
      input: { shape: [3], dtype: 'int32', batchSize: 2 },
      layers: [{ type: 'embedding', id: 'words', inputDim: 9, outputDim: 2 }],
    });
    model.dispose();
  });

  test('several inputs and outputs, a layer used twice, branches that meet', () => {
    const [left, right] = [inputOf([3], 'left'), inputOf([3], 'right')];
    const tower = layers.dense({ units: 4, name: 'tower' });
    const [a, b] = [one(tower.apply(left)), one(tower.apply(right))];
    const both = one(layers.concatenate({ name: 'both' }).apply([a, b]));
    const score = one(layers.dense({ units: 1, name: 'score' }).apply(both));
    const model = tfl.model({ inputs: [left, right], outputs: [score, b] });
    expect(toSpec(model)).toEqual({
      inputs: { left: [3], right: [3] },
      layers: [
        { type: 'dense', id: 'tower', from: 'left', units: 4 },
        { type: 'shared', id: 'tower_2', from: 'right', of: 'tower' },
        { type: 'concatenate', id: 'both', from: ['tower', 'tower_2'] },
        { type: 'dense', id: 'score', units: 1 },
      ],
      outputs: ['score', 'tower_2'],
    });
    expectSame(model).dispose();
    model.dispose();
    tower.dispose();
  });

  test('models inside the model are written out, a second use of them as shared layers', () => {
    const inside = tfl.sequential({
      name: 'inside',
      layers: [layers.dense({ units: 3, inputShape: [4], name: 'inner' }), layers.elu({ name: 'bend' })],
    });
    const x = inputOf([4], 'x');
    const deeper = one(layers.dense({ units: 4, name: 'outer' }).apply(one(inside.apply(x))));
    const model = tfl.model({ inputs: x, outputs: one(inside.apply(deeper)) });
    expect(toSpec(model)).toEqual({
      inputs: { x: [4] },
      layers: [
        { type: 'dense', id: 'inner', units: 3 },
        { type: 'elu', id: 'bend' },
        { type: 'dense', id: 'outer', units: 4 },
        { type: 'shared', id: 'inner_2', of: 'inner' },
        { type: 'shared', id: 'bend_2', of: 'bend' },
      ],
    });
    expectSame(model).dispose();
    inside.dispose(); // TF.js counts each use of it, and the model ends one
    model.dispose();
  });

  test('a functional model with two inputs inside another, whose layers are frozen with it', () => {
    const [a, b] = [inputOf([2], 'a'), inputOf([2], 'b')];
    const inside = tfl.model({
      name: 'inside',
      inputs: [a, b],
      outputs: one(layers.dot({ axes: 1, name: 'likeness' }).apply([one(layers.dense({ units: 2, name: 'turn' }).apply(a)), b])),
    });
    inside.trainable = false;
    const [p, q] = [inputOf([2], 'p'), inputOf([2], 'q')];
    const model = tfl.model({ inputs: [p, q], outputs: one(layers.dense({ units: 1, name: 'out' }).apply(one(inside.apply([q, p])))) });
    expect(toSpec(model)).toEqual({
      inputs: { p: [2], q: [2] },
      layers: [
        { type: 'dense', id: 'turn', from: 'q', units: 2, trainable: false },
        { type: 'dot', id: 'likeness', from: ['turn', 'p'], axes: 1, trainable: false },
        { type: 'dense', id: 'out', units: 1 },
      ],
    });
    expectSame(model).dispose();
    model.dispose();
  });

  test('an answer that is read on is an output of its own', () => {
    const x = inputOf([2], 'x');
    const hidden = one(layers.dense({ units: 3, name: 'hidden' }).apply(x));
    const model = tfl.model({ inputs: x, outputs: [hidden, one(layers.dense({ units: 1, name: 'top' }).apply(hidden))] });
    expect(toSpec(model).outputs).toEqual(['hidden', 'top']);
    expectSame(model).dispose();
    model.dispose();
  });

  test('a layer inside that has the name of one outside gets another id', () => {
    const inside = tfl.sequential({ name: 'inside', layers: [layers.dense({ units: 2, inputShape: [2], name: 'same' })] });
    const x = inputOf([2], 'x');
    const model = tfl.model({ inputs: x, outputs: one(layers.dense({ units: 1, name: 'same' }).apply(one(inside.apply(x)))) });
    expect(toSpec(model).layers.map(({ id }) => id)).toEqual(['same', 'same_2']);
    model.dispose();
  });
});

describe('a model that no spec can say', () => {
  const { layers } = tfl;

  test('has an unknown layer', () => {
    class Twice extends layers.Layer {
      static className = 'Twice';
      override call(inputs: Tensor | Tensor[]): Tensor {
        return tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2);
      }
    }
    const model = tfl.sequential({
      name: 'doubled',
      layers: [layers.dense({ units: 2, inputShape: [3] }), new Twice({ name: 'twice' }), new Twice({ name: 'again' })],
    });
    expect(() => toSpec(model)).toThrowErrorMatchingInlineSnapshot(`
     "the model "doubled" has 2 problems
       layer "twice": expected a layer of tf.layers, or one that was registered, received a Twice
         fix: registerLayer({ type: "twice", layer: Twice, ... }) first
       layer "again": expected a layer of tf.layers, or one that was registered, received a Twice
         fix: registerLayer({ type: "twice", layer: Twice, ... }) first"
    `);
    model.dispose();
  });

  test('has a wrapper around an unknown layer, or an option that is refused', () => {
    const inside = layers.dense({ units: 2, activityRegularizer: tfl.regularizers.l2() });
    const model = tfl.sequential({ name: 'odd', layers: [layers.timeDistributed({ layer: inside, inputShape: [4, 3], name: 'each' })] });
    expect(() => toSpec(model)).toThrowErrorMatchingInlineSnapshot(`
     "the model "odd" has a problem
       layer "each".layer.activityRegularizer: expected no activityRegularizer, which TF.js cannot apply, received {"type":"l2"}"
    `);
    model.dispose();
  });

  test('reads the state of a recurrent layer', () => {
    const [x, y] = [tfl.input({ shape: [5, 2], name: 'x' }), tfl.input({ shape: [5, 2], name: 'y' })];
    const [, ...states] = layers.lstm({ units: 3, returnState: true, name: 'encoder' }).apply(x) as SymbolicTensor[];
    const decoder = layers.lstm({ units: 3, name: 'decoder' }).apply(y, { initialState: states }) as SymbolicTensor;
    const model = tfl.model({ name: 'translator', inputs: [x, y], outputs: decoder });
    expect(() => toSpec(model)).toThrowErrorMatchingInlineSnapshot(`
     "the model "translator" has 2 problems
       layer "encoder": expected its first output to be read, since a spec names no other, received output 1
       layer "encoder": expected its first output to be read, since a spec names no other, received output 2"
    `);
    model.dispose();
  });

  test('calls a layer in a way of its own', () => {
    const x = tfl.input({ shape: [2], name: 'x' });
    const model = tfl.model({
      name: 'unsure',
      inputs: x,
      outputs: layers.dropout({ rate: 0.5, name: 'doubt' }).apply(x, { training: true }) as SymbolicTensor,
    });
    expect(() => toSpec(model)).toThrowErrorMatchingInlineSnapshot(`
     "the model "unsure" has a problem
       layer "doubt": expected a layer that is called with its input only, received training: true"
    `);
    model.dispose();
  });

  test('has no layers', () => {
    const model = tfl.sequential({ name: 'blank' });
    expect(() => toSpec(model)).toThrowErrorMatchingInlineSnapshot(`
     "the model "blank" has a problem
       layers: expected one layer at least, received none"
    `);
  });
});
