import { describe, expect, test } from '@jest/globals';
import type { ModelSpec } from 'netspec';
import { fullSpec } from '../../src/spec/full.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

const target = { y: 'number' } as const;
const known = {
  inputs: [
    { id: 'input', shape: [2], dtype: 'float32' },
    { id: 'last_days', shape: [7, 2], dtype: 'float32' },
  ],
  classes: { y: null },
} as const;
const mixed = { age: 'number', city: 'category', 'last days': 'sequence' } as const;
const layersOf = (spec: ModelSpec, about?: Parameters<typeof parseModel>[1]) =>
  parseModel(spec, about).network.layers.map(({ id, from }) => `${id} <- ${from.join(', ')}`);

describe('a network that is left out', () => {
  test('is made, with the head that the target asks for', () => {
    expect(layersOf({ features: { age: 'number' }, target })).toEqual(['dense_1 <- input', 'dense_2 <- dense_1', 'head <- dense_2']);
  });

  test('reads features with an input of their own by layers that are made for them', () => {
    const { network } = parseModel({ features: mixed, target }, known);
    expect(network.inputs).toEqual(known.inputs);
    expect(layersOf({ features: mixed, target }, known)).toEqual([
      'last_days_masking <- last_days',
      'last_days_gru <- last_days_masking',
      'features <- input, last_days_gru',
      'dense_1 <- features',
      'dense_2 <- dense_1',
      'head <- dense_2',
    ]);
    expect(layersOf({ features: { 'last days': 'sequence' }, target }, { ...known, inputs: [known.inputs[1]] })).toEqual([
      'last_days_masking <- last_days',
      'last_days_gru <- last_days_masking',
      'dense_1 <- last_days_gru',
      'dense_2 <- dense_1',
      'head <- dense_2',
    ]);
  });

  test('is asked for where there are no features and target to make it for', () => {
    expect(messageOf({ training: { epochs: 5 } })).toMatchInlineSnapshot(`
     "the spec has a problem
       network: expected a network, such as { "input": [4], "layers": [...] }, received nothing
         fix: give it, or features and target, for which one is made"
    `);
  });
});

test('layers of one’s own come behind what joins the features', () => {
  const spec: ModelSpec = { features: mixed, target, network: { layers: [{ type: 'dense', units: 4 }] } };
  expect(layersOf(spec, known).slice(2)).toEqual(['features <- input, last_days_gru', 'dense_1 <- features', 'head <- dense_1']);
});

test('an input that a layer reads by its name is left to it', () => {
  const spec: ModelSpec = {
    features: mixed,
    target,
    network: {
      layers: [
        { type: 'lstm', units: 3, from: 'last_days', id: 'days' },
        { type: 'concatenate', from: ['input', 'days'] },
      ],
    },
  };
  expect(layersOf(spec, known)).toEqual(['days <- last_days', 'concatenate_1 <- input, days', 'head <- concatenate_1']);
});

test('layers behind a sequence alone read its steps', () => {
  const spec: ModelSpec = { features: { 'last days': 'sequence' }, target, network: { layers: [{ type: 'lstm', units: 3 }] } };
  expect(layersOf(spec)).toEqual(['last_days_masking <- last_days', 'lstm_1 <- last_days_masking', 'head <- lstm_1']);
});

test.each([undefined, known])('the spec written out in full parses to itself (known: %j)', (about) => {
  const spec = parseModel({ features: mixed, target }, about);
  expect(parseModel(fullSpec(spec), about)).toEqual({ ...spec, network: { ...spec.network, layers: expect.anything() as never } });
  const strip = ({ network }: typeof spec) => network.layers.map(({ path: _, ...layer }) => layer);
  expect(strip(parseModel(fullSpec(spec), about))).toEqual(strip(spec));
});
