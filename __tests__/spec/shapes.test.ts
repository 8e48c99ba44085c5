import { describe, expect, test } from '@jest/globals';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { inferShapes } from '../../src/spec/shapes.ts';
import { messageOf } from './messageOf.ts';

const dense = (units: number, place: object = {}) => ({ type: 'dense', units, ...place });

/** Each input and layer with the shape that comes out of it. */
function shapesOf(network: object): object {
  const { nodes } = inferShapes(parseModel(network).network);
  return Object.fromEntries([...nodes].map(([id, { shape }]) => [id, shape]));
}

test('shapes are inferred through every layer, null for what is not known', () => {
  const layers = [
    { type: 'conv2d', filters: 8, kernelSize: 3 },
    { type: 'maxPooling2d' },
    { type: 'repeat', times: 2, layers: [{ type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' }] },
    { type: 'globalAveragePooling2d' },
    dense(10),
  ];
  expect(shapesOf({ input: [null, 28, 1], layers })).toEqual({
    input: [null, null, 28, 1],
    conv2d_1: [null, null, 26, 8],
    maxPooling2d_1: [null, null, 13, 8],
    conv2d_2: [null, null, 13, 4],
    conv2d_3: [null, null, 13, 4],
    globalAveragePooling2d_1: [null, 4],
    dense_1: [null, 10],
  });
});

test('a batch of fixed size goes through', () => {
  expect(shapesOf({ input: { shape: [5, 2], batchSize: 8 }, layers: [{ type: 'lstm', units: 3, stateful: true }] })).toEqual({
    input: [8, 5, 2],
    lstm_1: [8, 3],
  });
});

test('a node has the weights, inputs and type of its layer', () => {
  const { nodes } = inferShapes(parseModel({ input: { shape: [4], dtype: 'int32' }, layers: [dense(3)] }).network);
  expect(nodes.get('input')).toEqual({ shape: [null, 4], dtype: 'int32', weights: [], inputShapes: [] });
  expect(nodes.get('dense_1')).toMatchObject({
    shape: [null, 3],
    dtype: 'float32',
    weights: [
      { name: 'kernel', shape: [4, 3] },
      { name: 'bias', shape: [3] },
    ],
    inputShapes: [[null, 4]],
  });
});

describe('shapes that cannot be are told', () => {
  test('too few or too many dimensions', () => {
    const flat = [{ type: 'flatten' }, { type: 'conv2d', filters: 8, kernelSize: 3 }];
    expect(messageOf({ input: [28, 28, 1], layers: flat })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[1] conv2d: expected [height, width, channels] in, received [784]
         fix: put this layer before flatten, or reshape to 3 dimensions first"
    `);
    expect(messageOf({ input: [28, 28], layers: [{ type: 'repeatVector', n: 3 }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] repeatVector: expected [features] in, received [28, 28]
         fix: put flatten before this layer"
    `);
    expect(messageOf({ input: [28, 28, 3, 1], layers: [{ type: 'lstm', units: 3 }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] lstm: expected [steps, features] in, received [28, 28, 3, 1]
         fix: reshape to 2 dimensions first"
    `);
    const sequence = [{ type: 'lstm', units: 8 }, dense(8), { type: 'lstm', units: 8 }];
    expect(messageOf({ input: [10, 4], layers: sequence })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[2] lstm: expected [steps, features] in, received [8]
         fix: give layers[0] lstm "returnSequences": true, or reshape to 2 dimensions first"
    `);
    expect(messageOf({ input: [28], layers: [{ type: 'flatten' }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] flatten: expected 2, 3, 4 or 5 dimensions in, received [28]
         fix: leave it out: there is one dimension already"
    `);
    expect(messageOf({ input: [28], layers: [{ type: 'maxPooling3d' }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] maxPooling3d: expected [depth, height, width, channels] in, received [28]
         fix: reshape to 4 dimensions first"
    `);
  });

  test('a window larger than what it moves over', () => {
    expect(messageOf({ input: [8, 8, 1], layers: [{ type: 'conv2d', filters: 4, kernelSize: 9 }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].kernelSize: expected a window that fits into [8, 8], received [9, 9]
         fix: make it smaller, or write "padding": "same""
    `);
  });

  test('a repetition that makes too small what comes into it, with the id of the layer', () => {
    const layers = [{ type: 'repeat', times: 4, layers: [{ type: 'conv2d', filters: 4, kernelSize: 3 }] }];
    expect(messageOf({ input: [8, 8, 1], layers })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].layers[0].kernelSize: expected a window that fits into [2, 2], received [3, 3]
         fix: make it smaller, or write "padding": "same""
    `);
  });

  test('sums of unlike shapes, and residuals that do not give back what came in', () => {
    const layers = [dense(4, { id: 'a' }), dense(8, { id: 'b' }), { type: 'add', from: ['a', 'b'] }];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[2] add: expected shapes that are alike, or 1 where they are not, received [null, 4] and [null, 8]"
    `);
    // TF.js would stretch the 1.
    expect(messageOf({ input: [3], layers: [{ type: 'residual', layers: [dense(1)] }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] residual: expected layers that give back the shape that came in, [null, 3], received [null, 1]"
    `);
  });

  test('shared weights that do not fit', () => {
    const layers = [dense(4, { id: 'a' }), { type: 'shared', of: 'a' }];
    expect(messageOf({ input: [3], layers })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[1] dense: expected an input like that of "a", [null, 3], received [null, 4]"
    `);
  });

  test('a layer whose weights depend on a size that nothing tells', () => {
    expect(messageOf({ input: [null], layers: [dense(4)] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] dense: expected an input of known sizes: they decide the kernel, [null, 4], received [null, null]
         fix: write a number in place of null in the input or targetShape"
    `);
    expect(checkModel({ input: [null, 3], layers: [{ type: 'lstm', units: 4 }] })).toEqual([]);
    const columns = { features: { a: 'number' }, target: { b: 'number' } };
    const layers = [{ type: 'reshape', targetShape: [null, 1] }, { type: 'flatten' }];
    const paths = (spec: object) => checkModel({ ...columns, network: { layers }, ...spec }).map(({ path }) => path);
    expect(paths({})).toEqual(paths({ target: { b: 'category' } }));
  });

  test('weights that no machine holds', () => {
    expect(messageOf({ input: [1000], layers: [dense(1e9)] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0] dense: expected weights of at most 536870912 values each, received a kernel of [1000, 1000000000]"
    `);
  });

  test('weights that were written out and do not fit', () => {
    const kernel = [[1, 2], [3, 4], [5, 6]]; // prettier-ignore
    expect(checkModel({ input: [3], layers: [dense(2, { weights: [kernel, [0, 0]] })] })).toEqual([]);
    expect(messageOf({ input: [3], layers: [dense(2, { weights: [kernel] })] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].weights: expected kernel [3, 2], bias [2], received [3, 2]"
    `);
    expect(
      messageOf({
        input: [3],
        layers: [
          dense(2, {
            weights: [
              [[1, 2], [3]],
              [0, 0],
            ],
          }),
        ],
      }),
    ).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].weights: expected kernel [3, 2], bias [2], received a list that is not even, [2]"
    `);
    expect(messageOf({ input: [3, 2], layers: [{ type: 'flatten', weights: [[1]] }] })).toMatchInlineSnapshot(`
     "the spec has a problem
       layers[0].weights: expected no weights, received [1]"
    `);
  });
});

describe('one mistake is told once', () => {
  test('what reads a layer of unknown shape is not judged', () => {
    const layers = [
      { type: 'conv2d', filters: 4 },
      { type: 'lstm', units: 3 },
      { type: 'conv3d', filters: 3, kernelSize: 99 },
    ];
    expect(checkModel({ input: [8, 8, 1], layers }).map(({ path }) => path)).toEqual(['layers[0].kernelSize']);
  });

  test('but mistakes that leave the shape as it is do not hide those behind them', () => {
    const layers = [dense(8, { activation: 'rleu' }), { type: 'conv2d', filters: 4, kernelSize: 3 }];
    expect(checkModel({ input: [8], layers }).map(({ path }) => path)).toEqual(['layers[0].activation', 'layers[1] conv2d']);
  });

  test('branches are judged apart', () => {
    const layers = [
      { type: 'conv1d', filters: 4, id: 'a', from: 'x' },
      { type: 'conv2d', filters: 4, kernelSize: 3, id: 'b', from: 'x' },
      { type: 'add', from: ['a', 'b'] },
    ];
    expect(checkModel({ inputs: { x: [8, 2] }, layers }).map(({ path }) => path)).toEqual(['layers[0].kernelSize', 'layers[1] conv2d']);
  });
});
