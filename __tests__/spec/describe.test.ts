import { describe, expect, test } from '@jest/globals';
import { toMermaid, toSvg } from '../../src/spec/diagram.ts';
import { fullSpec } from '../../src/spec/full.ts';
import type { NormalisedModel } from '../../src/spec/normalised.ts';
import { countParameters } from '../../src/spec/parameters.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { summarise } from '../../src/spec/summary.ts';
import { isWhole } from '../long/spread.ts';
import { randomSpec } from './randomSpec.ts';

const dense = (units: number, place: object = {}) => ({ type: 'dense', units, ...place });

const graph = parseModel({
  name: 'two ends',
  network: {
    inputs: { left: [4], right: [8] },
    layers: [
      dense(8, { id: 'a', from: 'left', activation: 'relu' }),
      { type: 'residual', layers: [dense(8, { trainable: false })] },
      { type: 'batchNormalization', id: 'norm' },
      { type: 'shared', of: 'a', from: 'left' },
      { type: 'add', id: 'sum', from: ['norm', 'shared_1', 'right'] },
      dense(1, { id: 'yes', activation: 'sigmoid' }),
    ],
    outputs: { answer: 'yes', sum: 'sum' },
  },
});
const iris = {
  name: 'iris',
  features: { length: 'number', colour: 'category' },
  target: { species: 'category' },
  network: { layers: [dense(16, { activation: 'relu' }), { type: 'dropout', rate: 0.1 }] },
};

describe('parameters', () => {
  test('are counted without building, those that are shared once', () => {
    expect(countParameters(graph.network)).toEqual({ total: 40 + 72 + 32 + 9, trainable: 40 + 16 + 9 });
  });

  test('are not known before the data are, where those decide a width', () => {
    expect(countParameters(parseModel(iris).network)).toEqual({ total: null, trainable: null });
    const known = parseModel(iris, { inputs: [{ id: 'input', shape: [4], dtype: 'float32' }], classes: { species: 3 } });
    expect(countParameters(known.network)).toEqual({ total: 80 + 51, trainable: 80 + 51 });
  });
});

describe('the summary', () => {
  test('has layers, what they read, shapes and parameters', () => {
    expect(summarise(graph)).toMatchInlineSnapshot(`
     "two ends

     layer     type                reads                  output  parameters
     left      input                                      [?, 4]
     right     input                                      [?, 8]
     a         dense               left                   [?, 8]          40
     dense_1   dense               a                      [?, 8]          72
     add_1     add                 dense_1, a             [?, 8]           0
     norm      batchNormalization  add_1                  [?, 8]          32
     shared_1  dense               left                   [?, 8]  those of a
     sum       add                 norm, shared_1, right  [?, 8]           0
     yes       dense               sum                    [?, 1]           9

     153 parameters, 65 of them trainable"
    `);
  });

  test('marks what only the data can tell', () => {
    expect(summarise(parseModel(iris))).toMatchInlineSnapshot(`
     "iris

     layer      type     reads      output   parameters
     input      input               [?, ?]
     dense_1    dense    input      [?, 16]           ?
     dropout_1  dropout  dense_1    [?, 16]           0
     head       dense    dropout_1  [?, ?]            ?

     ? parameters, ? of them trainable"
    `);
  });
});

describe('the diagram', () => {
  test('is Mermaid, with an end for each output that is named or one of several', () => {
    expect(toMermaid(graph.network)).toMatchInlineSnapshot(`
     "flowchart TD
       n0(["left<br/>input [?, 4]"])
       n1(["right<br/>input [?, 8]"])
       n2["a<br/>dense relu [?, 8]"]
       n3["dense_1<br/>dense [?, 8]"]
       n4["add_1<br/>add [?, 8]"]
       n5["norm<br/>batchNormalization [?, 8]"]
       n6["shared_1<br/>shared a [?, 8]"]
       n7["sum<br/>add [?, 8]"]
       n8["yes<br/>dense sigmoid [?, 1]"]
       n9(["answer<br/>output"])
       n10(["sum<br/>output"])
       n0 --> n2
       n2 --> n3
       n3 --> n4
       n2 --> n4
       n4 --> n5
       n0 --> n6
       n5 --> n7
       n6 --> n7
       n1 --> n7
       n7 --> n8
       n8 --> n9
       n7 --> n10"
    `);
    expect(toMermaid(parseModel({ input: [4], layers: [dense(1)] }).network)).toMatchInlineSnapshot(`
     "flowchart TD
       n0(["input<br/>input [?, 4]"])
       n1["dense_1<br/>dense [?, 1]"]
       n0 --> n1"
    `);
  });

  test('is an SVG with a box for each layer and an arrow for each that it reads', () => {
    const svg = toSvg(graph.network);
    const count = (pattern: RegExp) => [...svg.matchAll(pattern)].length;
    expect(count(/<rect /g)).toBe(2 + graph.network.layers.length + 2);
    expect(count(/marker-end/g)).toBe(graph.network.layers.flatMap(({ from }) => from).length + 2);
    expect(svg).toContain('>dense relu [?, 8]<');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the full spec', () => {
  /** All but where things were written, which changes when shorthand is written out. */
  const withoutPaths = (model: NormalisedModel) => ({
    ...model,
    network: { ...model.network, layers: model.network.layers.map(({ path: _, ...layer }) => layer) },
  });
  const again = (model: NormalisedModel) => withoutPaths(parseModel(JSON.parse(JSON.stringify(fullSpec(model)))));

  test('says all that was left out', () => {
    const spec = { features: { a: 'number' }, target: { b: 'number' }, network: { layers: [{ type: 'dropout', rate: 0.5 }] } };
    expect(fullSpec(parseModel(spec))).toMatchInlineSnapshot(`
     {
       "features": {
         "a": {
           "missing": "error",
           "scale": "standard",
           "type": "number",
         },
       },
       "netspec": 1,
       "network": {
         "input": {
           "dtype": "float32",
           "shape": [
             1,
           ],
         },
         "layers": [
           {
             "from": "input",
             "id": "dropout_1",
             "rate": 0.5,
             "trainable": true,
             "type": "dropout",
           },
           {
             "activation": "linear",
             "biasInitializer": {
               "type": "zeros",
             },
             "from": "dropout_1",
             "id": "head",
             "kernelInitializer": {
               "type": "glorotNormal",
             },
             "trainable": true,
             "type": "dense",
             "units": 1,
             "useBias": true,
           },
         ],
         "outputs": "head",
       },
       "target": {
         "b": {
           "scale": "standard",
           "type": "number",
         },
       },
       "training": {
         "batchSize": 32,
         "epochs": 100,
         "loss": {
           "type": "meanSquaredError",
         },
         "metrics": [
           {
             "type": "meanAbsoluteError",
           },
         ],
         "optimizer": {
           "amsgrad": false,
           "beta1": 0.9,
           "beta2": 0.999,
           "learningRate": 0.001,
           "type": "adam",
         },
         "shuffle": true,
         "testSplit": 0,
         "validationSplit": 0.2,
       },
     }
    `);
  });

  test('parses to the same model', () => {
    expect(again(graph)).toEqual(withoutPaths(graph));
    expect(again(parseModel(iris))).toEqual(withoutPaths(parseModel(iris)));
    const known = { ...iris, features: { a: 'number' }, target: { species: { type: 'category', classes: [1, 2, 3] } } };
    expect(again(parseModel(known))).toEqual(withoutPaths(parseModel(known)));
  });

  test('leaves derived what only the data can tell', () => {
    expect(fullSpec(parseModel(iris))).not.toMatchObject({ network: { input: expect.anything() } });
    expect(fullSpec(parseModel(iris))).not.toMatchObject({ network: { outputs: expect.anything() } });
  });

  const seeds = isWhole ? 150 : 40;
  test(`parses to the same model, for ${seeds} random networks`, () => {
    for (let seed = 0; seed < seeds; seed++) {
      const model = parseModel(randomSpec(seed));
      expect({ seed, ...again(model) }).toEqual({ seed, ...withoutPaths(model) });
    }
  });
});
