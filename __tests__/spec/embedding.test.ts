import { describe, expect, test } from '@jest/globals';
import type { ModelSpec } from 'netspec';
import { fullSpec } from '../../src/spec/full.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { summarise } from '../../src/spec/summary.ts';
import { messageOf } from './messageOf.ts';

const features = { age: 'number', 'home town': { type: 'category', encoding: 'embedding' } } as const;
const target = { y: 'number' } as const;
const network = { layers: [{ type: 'dense', units: 4 }] } as const;
const spec: ModelSpec = { features, target, network };
const known = {
  inputs: [
    { id: 'input', shape: [1], dtype: 'float32' },
    { id: 'home_town', shape: [1], dtype: 'float32', levels: 301 },
  ],
  classes: { y: null },
} as const;

describe('a category with an embedding', () => {
  test('is read by layers that are made for it, whose sizes only the data tell', () => {
    expect(summarise(parseModel(spec))).toMatchInlineSnapshot(`
     "layer                type         reads                     output     parameters
     input                input                                  [?, 1]
     home_town            input                                  [?, 1]
     home_town_embedding  embedding    home_town                 [?, 1, ?]           ?
     home_town_flatten    flatten      home_town_embedding       [?, ?]              0
     features             concatenate  input, home_town_flatten  [?, ?]              0
     dense_1              dense        features                  [?, 4]              ?
     head                 dense        dense_1                   [?, 1]              5

     ? parameters, ? of them trainable"
    `);
    expect(summarise(parseModel(spec, known))).toMatchInlineSnapshot(`
     "layer                type         reads                     output      parameters
     input                input                                  [?, 1]
     home_town            input                                  [?, 1]
     home_town_embedding  embedding    home_town                 [?, 1, 39]      11,739
     home_town_flatten    flatten      home_town_embedding       [?, 39]              0
     features             concatenate  input, home_town_flatten  [?, 40]              0
     dense_1              dense        features                  [?, 4]             164
     head                 dense        dense_1                   [?, 1]               5

     11,908 parameters, 11,908 of them trainable"
    `);
  });

  test.each([
    [2, 2],
    [41, 13],
    [301, 39],
    [1000, 50],
  ])('of %d levels has %d numbers for each, and as many as are asked for', (levels, outputDim) => {
    const about = { ...known, inputs: [known.inputs[0], { ...known.inputs[1], levels }] };
    expect(parseModel(spec, about).network.layers[0]!.options).toMatchObject({ inputDim: levels, outputDim });
    const asked = { ...spec, features: { ...features, 'home town': { ...features['home town'], outputDim: 7 } } } as const;
    expect(parseModel(asked, about).network.layers[0]!.options).toMatchObject({ inputDim: levels, outputDim: 7 });
    expect(parseModel(asked).network.layers[0]!.options).toMatchObject({ inputDim: null, outputDim: 7 });
    const held = { type: 'l2', l2: 0.01 } as const;
    const costly = { ...spec, features: { ...features, 'home town': { ...features['home town'], embeddingsRegularizer: held } } } as const;
    expect(parseModel(costly, about).network.layers[0]!.options).toMatchObject({ embeddingsRegularizer: held });
  });

  test('stays an input where a layer reads it by name, which needs a place for each level', () => {
    const read = (inputDim: number): ModelSpec => ({
      ...spec,
      network: {
        layers: [
          { type: 'embedding', inputDim, outputDim: 3, from: 'home_town' },
          { type: 'flatten', id: 'town' },
          { type: 'concatenate', from: ['input', 'town'] },
        ],
      },
    });
    expect(parseModel(read(301), known).network.layers.map(({ id }) => id)).toEqual(['embedding_1', 'town', 'concatenate_1', 'head']);
    expect(parseModel(read(2)).network.layers).toHaveLength(4);
    expect(messageOf(read(300), known)).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].inputDim: expected 301 or more, since "home_town" has so many levels, with one for those that training did not have, received 300"
    `);
  });

  test.each([undefined, known])('is written out in full and parses to itself (known: %j)', (about) => {
    const strip = ({ network: { inputs, layers } }: ReturnType<typeof parseModel>) => ({
      inputs,
      layers: layers.map(({ path: _, ...layer }) => layer),
    });
    expect(strip(parseModel(fullSpec(parseModel(spec, about)), about))).toEqual(strip(parseModel(spec, about)));
  });

  test('is missed where the network writes one input for all', () => {
    expect(messageOf({ ...spec, network: { input: [1], ...network } }, known)).toMatchInlineSnapshot(`
     "the spec has a problem
       network.input: expected 2 inputs, since features are given, received 1"
    `);
  });

  test('refuses words and sizes that are none', () => {
    expect(messageOf({ ...spec, features: { x: { type: 'category', encoding: 'embeding', outputDim: 0 } } })).toMatchInlineSnapshot(`
     "the spec has 2 problems
       features.x.encoding: expected "auto" or "oneHot" or "embedding", received "embeding"
         fix: did you mean "embedding"?
       features.x.outputDim: expected a positive integer, received 0"
    `);
  });
});
