import { expect, test } from '@jest/globals';
import type { serialization } from '@tensorflow/tfjs-core';
import { tfl } from '#tf';
import { cellKinds } from '../../../src/spec/layers/cells.ts';
import { constraints } from '../../../src/spec/constraints.ts';
import { initializers } from '../../../src/spec/initializers.ts';
import { layerKinds } from '../../../src/spec/layers/table.ts';
import type { Named } from '../../../src/spec/named.ts';
import { normaliseOptions, type Options } from '../../../src/spec/option.ts';
import { regularizers } from '../../../src/spec/regularizers.ts';
import { stockLayer } from './stock.ts';

/** A value for every option that has to be written. */
const required: Readonly<Record<string, unknown>> = {
  units: 3,
  filters: 2,
  kernelSize: 2,
  rate: 0.5,
  stddev: 1,
  n: 2,
  dims: [2, 1],
  targetShape: [2, 2],
  activation: 'tanh',
  cropping: 1,
  inputDim: 4,
  outputDim: 3,
  axes: 1,
  scale: 2,
  height: 4,
  width: 4,
  numTokens: 3,
  factor: 0.2,
  cell: { type: 'lstmCell', units: 2 },
  cells: [{ type: 'gruCell', units: 2 }],
  layer: { type: 'lstm', units: 2 },
  value: 1,
};

const needed = (options: Options): object =>
  Object.fromEntries(Object.entries(options).flatMap(([name, option]) => (option.required ? [[name, required[name]]] : [])));

/** What TF.js says of itself, without names and what is absent, which it writes as null, undefined or false. A list of one is its entry. */
const plain = (config: unknown): unknown =>
  JSON.parse(
    JSON.stringify(config, (key, value: unknown) => {
      if (key === 'name' || value === null || value === false) return undefined;
      return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
    }),
  );

const layers = Object.values({ ...layerKinds, ...cellKinds }).filter(({ type }) => type !== 'inputLayer');

test.each(layers.map((kind) => [kind.type, kind.options] as const))('the defaults of %s are those of TF.js', (type, options: Options) => {
  const written = needed(options);
  // Nested layers and shorthand have to be written out for TF.js; the rest is left to it.
  const all = normaliseOptions(written, options) as Readonly<Record<string, unknown>>;
  const few = Object.fromEntries(Object.keys(written).map((name) => [name, all[name]]));
  expect(plain(stockLayer(type, all).getConfig())).toEqual(plain(stockLayer(type, few).getConfig()));
});

const families = { initializers, regularizers, constraints };
const words = Object.entries(families).flatMap(([family, table]) =>
  Object.values(table).map(({ type, options }: Named) => [family as keyof typeof families, type, options] as const),
);

test.each(words)('of %s, the defaults of %s are those of TF.js', (family, type, options) => {
  const make = (args: object) => (tfl[family] as unknown as Record<string, (args: object) => serialization.Serializable>)[type]!(args);
  const written = needed(options);
  expect(plain(make(normaliseOptions(written, options)).getConfig())).toEqual(plain(make(written).getConfig()));
});
