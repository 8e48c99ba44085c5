import { expect, test } from '@jest/globals';
import { check } from 'netspec';
import { fullSpec } from '../../src/spec/full.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

const forecast = { window: 24, horizon: 6, time: 'month' };
const target = { sold: 'number' };

test('the past of the target alone is read where there are no features, and the last value is added back at the end', () => {
  const { network, training } = parseModel({ forecast, target });
  expect(network.inputs.map(({ id, shape }) => [id, shape])).toEqual([
    ['past', [24, 1]],
    ['last', [1]],
  ]);
  expect(network.layers.map(({ id, type, from }) => [id, type, ...from])).toEqual([
    ['features', 'flatten', 'past'],
    ['dense_1', 'dense', 'features'],
    ['head', 'dense', 'dense_1'],
    ['forecast', 'add', 'head', 'last'],
  ]);
  expect(training.split).toEqual({ type: 'time', column: 'month' });
  expect(parseModel({ forecast, target, features: {} }).network).toEqual(network);
});

test('features are read over the window, those known in advance over the horizon too, and the series once', () => {
  const { network } = parseModel({
    forecast: { ...forecast, series: 'shop', known: ['price'] },
    features: {
      month: { type: 'date', parts: ['month'] },
      price: 'number',
      visitors: 'number',
      shop: { type: 'category', levels: ['north', 'south', 'west'] },
    },
    target: { sold: { type: 'quantiles', quantiles: [0.1, 0.5, 0.9] } },
  });
  expect(network.inputs.map(({ id, shape }) => [id, shape])).toEqual([
    ['past', [24, 5]], // sold, two of the month, price, visitors
    ['future', [6, 3]], // two of the month, price
    ['series', [3]],
    ['last', [1]],
  ]);
  expect(network.layers.slice(-3).map(({ id, type, from }) => [id, type, ...from])).toEqual([
    ['head', 'dense', 'dense_1'],
    ['steps', 'reshape', 'head'],
    ['forecast', 'add', 'steps', 'last'],
  ]);
});

test('a network may read an input by name, and the others joined as "features"', () => {
  const layers = [
    { type: 'lstm', id: 'memory', units: 8, from: 'past' },
    { type: 'concatenate', from: ['memory', 'features'] },
  ];
  const spec = { forecast, features: { month: { type: 'date', parts: ['month'] } }, target, network: { layers } };
  expect(check(spec)).toEqual([]);
  expect(messageOf({ ...spec, network: { layers: [layers[0]] } })).toMatchInlineSnapshot(`
   "the spec has a problem
     features[0] flatten: expected every layer to lead to an output, received "features", which nothing reads
       fix: read it in another layer, add it to "outputs", or leave it out"
  `);
});

test('the full spec says all of it, and parses to the same network', () => {
  for (const features of [{}, { month: { type: 'date', parts: ['month'] } }, { month: 'date', shop: 'category' }]) {
    const model = parseModel({ forecast: { ...forecast, series: 'shop' }, features, target });
    const full = fullSpec(model);
    const again = parseModel(full);
    const withoutPaths = (value: unknown) => JSON.parse(JSON.stringify(value, (key, entry: unknown) => (key === 'path' ? undefined : entry))) as unknown; // prettier-ignore
    expect(withoutPaths(again)).toEqual(withoutPaths(model));
    expect(fullSpec(again)).toEqual(full);
  }
});

test('what cannot be forecast, or goes with no forecast, is told all at once', () => {
  expect(
    messageOf({
      forecast: { window: 24, horizon: 6, time: 'month', series: 'sold', known: ['pric', 'sold'] },
      features: { month: 'text', price: 'number', path: 'sequence' },
      target: { sold: 'count', profit: 'number' },
      training: { split: { type: 'group', column: 'shop' }, classWeight: 'balanced', sampleWeight: 'weight' },
    }),
  ).toMatchInlineSnapshot(`
   "the spec has 10 problems
     target: expected one column, as "forecast" is given, received sold, profit
       fix: make a spec for each; the others may be features
     forecast.series: expected another column than the target, received "sold"
     features.month: expected a "date" or a "number", as it is the column of time, received "text"
     features.path: expected a feature that is a few numbers a row, as "forecast" is given, received "sequence"
     forecast.known[0]: expected a feature, received "pric"
       fix: did you mean "price"?
     forecast.known[1]: expected a feature, received "sold", the target
       fix: leave it out: its future is what is asked
     training.split: expected "time" by "month", as "forecast" is given, received "group" by "shop"
       fix: leave it out: what is forecast is parted by time, the latest last
     training.classWeight: expected nothing, as "forecast" is given: all steps count alike, received "balanced"
       fix: leave it out
     training.sampleWeight: expected nothing, as "forecast" is given: all steps count alike, received "weight"
       fix: leave it out
     training.classWeight: expected one target, a category, received 2 targets
       fix: name a column of weights by "sampleWeight" instead"
  `);
});

test('options that are missing or no options are told', () => {
  expect(messageOf({ forecast: { window: 0, horison: 6, relative: 'first' }, target })).toMatchInlineSnapshot(`
   "the spec has 5 problems
     forecast.window: expected a positive integer, received 0
     forecast.horizon: expected a positive integer, received nothing
     forecast.time: expected a text that is not empty, received nothing
     forecast.relative: expected "last" or "none", received "first"
     forecast.horison: expected an option of forecast, received "horison"
       fix: did you mean "horizon"?"
  `);
  expect(messageOf({ forecast, features: { price: 'number' } })).toMatchInlineSnapshot(`
   "the spec has 2 problems
     target: expected the column that the network learns to tell, since "forecast" is given, received nothing
     network: expected a network, such as { "input": [4], "layers": [...] }, received nothing
       fix: give it, or features and target, for which one is made"
  `);
  expect(messageOf({ forecast, target, network: { layers: [{ type: 'dense', id: 'out', units: 5 }], outputs: 'out' } }))
    .toMatchInlineSnapshot(`
   "the spec has 2 problems
     features: expected every input to be read, received "last", which nothing reads
     network.layers[0] dense: expected [6], for each of the 6 steps 1 unit for the number "sold", received [5]"
  `);
});
