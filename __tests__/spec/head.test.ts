import { describe, expect, test } from '@jest/globals';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

const known = (width: number, classes: number | null) => ({
  inputs: [{ id: 'input', shape: [width], dtype: 'float32' as const }],
  classes: { price: classes, species: classes },
});

const dense = (units: number, place: object = {}) => ({ type: 'dense', units, ...place });
const features = { length: 'number', colour: { type: 'category', levels: ['red', 'green', 'blue'] } };
const flower = { species: { type: 'category', classes: ['setosa', 'versicolor', 'virginica'] } };
const fruit = { sweet: { type: 'category', classes: ['yes', 'no'] } };
const price = { price: 'number' };

/** A model with features and a target. */
const model = (target: object, layers: readonly object[], more: { outputs?: unknown; training?: object } = {}) => ({
  features,
  target,
  network: { layers, ...(more.outputs === undefined ? {} : { outputs: more.outputs }) },
  ...(more.training ? { training: more.training } : {}),
});

describe('features become the input', () => {
  test('of one value for a number and one for each level of a category', () => {
    const { network, features: filled } = parseModel(model(price, [dense(8)]));
    expect(network.inputs).toEqual([{ id: 'input', shape: [4], dtype: 'float32' }]);
    expect(filled).toEqual({
      length: { type: 'number', scale: 'standard', missing: 'error' },
      colour: { type: 'category', encoding: 'auto', levels: ['red', 'green', 'blue'], missing: 'error' },
    });
  });

  test('whose width is not known before the data are, where levels are not written', () => {
    const spec = { ...model(price, [dense(8)]), features: { ...features, shape: 'category' } };
    expect(parseModel(spec).network.inputs[0]?.shape).toEqual([null]);
    expect(parseModel(spec, known(9, null)).network.inputs[0]?.shape).toEqual([9]);
  });

  test('which may be written too, if it says the same', () => {
    const spec = model(price, [dense(8)]);
    expect(checkModel({ ...spec, network: { ...spec.network, input: [4] } })).toEqual([]);
    expect(messageOf({ ...spec, network: { ...spec.network, input: [5] } })).toMatchInlineSnapshot(`
     "the spec has a problem
       network.input: expected [4], the length of what the features become, received [5]
         fix: leave it out"
    `);
    expect(messageOf({ ...spec, network: { ...spec.network, inputs: { a: [2], b: [2] } } })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       network.inputs: expected one input, since features are given, received 2
       network.layers[0].from: expected the input that the first layer reads, received nothing
         fix: write "from": "a" or "b""
    `);
  });
});

describe('a target becomes head, loss and metrics', () => {
  test.each([
    ['of two classes', fruit, { units: 1, activation: 'sigmoid' }, 'binaryCrossentropy', 'accuracy'],
    ['of more classes', flower, { units: 3, activation: 'softmax' }, 'categoricalCrossentropy', 'accuracy'],
    ['that is a number', price, { units: 1, activation: 'linear' }, 'meanSquaredError', 'meanAbsoluteError'],
  ])('%s', (_, target, options, loss, metric) => {
    const { network, training } = parseModel(model(target, [dense(8)]));
    const head = network.layers.at(-1);
    expect(head).toMatchObject({ id: 'head', type: 'dense', from: ['dense_1'], options });
    expect(network.outputs).toEqual([{ name: 'head', from: 'head' }]);
    expect(training).toMatchObject({ loss: [{ type: loss }], metrics: [{ type: metric }], validationSplit: 0.2 });
  });

  test('whose units are not known before the data are, where classes are not written', () => {
    const spec = model({ species: 'category' }, [dense(8)]);
    expect(parseModel(spec).network.layers.at(-1)?.options).toMatchObject({ units: null });
    expect(parseModel(spec, known(4, 2)).network.layers.at(-1)?.options).toMatchObject({
      units: 1,
      activation: 'sigmoid',
    });
    expect(parseModel(spec, known(4, 5)).network.layers.at(-1)?.options).toMatchObject({
      units: 5,
      activation: 'softmax',
    });
  });

  test('straight behind the input, where there are no layers', () => {
    expect(parseModel(model(flower, [])).network.layers).toMatchObject([{ id: 'head', from: ['input'] }]);
  });

  test('unless outputs are named', () => {
    const layers = [dense(8), dense(3, { id: 'mine', activation: 'softmax' })];
    const { network, training } = parseModel(model(flower, layers, { outputs: 'mine' }));
    expect(network.layers.map(({ id }) => id)).toEqual(['dense_1', 'mine']);
    expect(training.loss).toMatchObject([{ type: 'categoricalCrossentropy' }]);
  });
});

describe('columns that cannot be are told', () => {
  test('kinds, levels and targets', () => {
    expect(
      messageOf({
        features: {
          a: 'numbr',
          b: { type: 'category', levels: ['x', 'x'] },
          c: { type: 'number', scale: 'log' },
          d: { type: 'category', levels: [1] },
        },
        target: { e: 'number', f: 'number' },
        network: { layers: [dense(3)] },
      }),
    ).toMatchInlineSnapshot(`
     "the spec has 4 problems
       features.a: expected a kind of feature: number, category, boolean, date, vector, sequence, text, ignore, received "numbr"
         fix: did you mean "number"?
       features.b.levels[1]: expected a value that the list has once, received "x"
       features.c.scale: expected one of standard, minMax, robust, log1p, standardAndLog1p, quantile or none, received "log"
         fix: did you mean "log1p"?
       features.d.levels: expected a list of 2 different values or more, received [1]"
    `);
    expect(messageOf({ features: [], target: 'price', network: { layers: [dense(3)] } })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       features: expected columns by name, such as { "age": "number" }, received []
       target: expected columns by name, such as { "price": "number" }, received "price""
    `);
  });

  test('a target among the features, or one without the other', () => {
    expect(messageOf(model({ length: 'number' }, [dense(3)]))).toMatchInlineSnapshot(`
     "the spec has a problem
       features.length: expected a column that is not the target, received "length"
         fix: leave it out of "features": the network would be told the answer"
    `);
    expect(messageOf({ target: price, network: { input: [4], layers: [dense(3)] } })).toMatchInlineSnapshot(`
     "the spec has a problem
       features: expected the columns that the network reads, since "target" is given, received nothing"
    `);
    expect(messageOf({ features, network: { layers: [dense(3)] } })).toMatchInlineSnapshot(`
     "the spec has a problem
       target: expected the column that the network learns to tell, since "features" are given, received nothing"
    `);
  });
});

describe('a head that cannot be is told', () => {
  test('a softmax before the head that is made', () => {
    expect(messageOf(model(flower, [dense(8), dense(3, { activation: 'softmax' })]))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[1].activation: expected no softmax before the head, which is made from the target with an activation of its own, received "softmax"
         fix: leave this layer out, or write "outputs": "dense_2" to make it the head"
    `);
    expect(messageOf(model(flower, [dense(3), { type: 'softmax' }]))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[1] softmax: expected no softmax before the head, which is made from the target with an activation of its own, received "softmax"
         fix: leave this layer out, or write "outputs": "softmax_1" to make it the head"
    `);
  });

  test('a layer that would have its id', () => {
    expect(messageOf(model(flower, [dense(8, { id: 'head' })]))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].id: expected an id of its own, received "head", which the head made for target.species has"
    `);
  });

  test('more than a list of numbers before it', () => {
    expect(messageOf(model(flower, [{ type: 'repeatVector', n: 3 }]))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0] repeatVector: expected one list of numbers a row for the head that the target asks for, received [3, 4]
         fix: end with flatten or globalAveragePooling1d"
    `);
  });

  test('units that do not answer for the target', () => {
    expect(messageOf(model(flower, [dense(2, { id: 'x', activation: 'softmax' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0] dense: expected 3 units for the 3 classes of "species", received [2]"
    `);
    expect(messageOf(model(fruit, [dense(2, { id: 'x', activation: 'softmax' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0] dense: expected 1 unit for the 2 classes of "sweet", received [2]"
    `);
    expect(messageOf(model(price, [dense(2, { id: 'x' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0] dense: expected 1 unit for the number "price", received [2]"
    `);
    expect(messageOf(model(price, [dense(1, { id: 'x' }), dense(1, { id: 'y', from: 'input' })], { outputs: ['x', 'y'] })))
      .toMatchInlineSnapshot(`
     "the spec has a problem
       network.outputs: expected one output, for the target, received 2"
    `);
  });

  test('an activation that does not', () => {
    expect(messageOf(model(flower, [dense(3, { id: 'x' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].activation: expected "softmax", so that answers are probabilities, received "linear""
    `);
    expect(messageOf(model(flower, [dense(3, { id: 'x', activation: 'sigmoid' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].activation: expected "softmax", so that answers are probabilities, received "sigmoid""
    `);
    expect(messageOf(model(fruit, [dense(1, { id: 'x', activation: 'tanh' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].activation: expected "sigmoid", so that answers are probabilities, received "tanh""
    `);
    expect(messageOf(model(price, [dense(1, { id: 'x', activation: 'relu' })], { outputs: 'x' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].activation: expected an activation that reaches numbers below and above 0, which "standard" scaling makes, received "relu"
         fix: leave the activation out, or give the target "scale": "minMax""
    `);
    const scaled = { price: { type: 'number', scale: 'minMax' } };
    expect(checkModel(model(scaled, [dense(1, { id: 'x', activation: 'sigmoid' })], { outputs: 'x' }))).toEqual([]);
  });
});
