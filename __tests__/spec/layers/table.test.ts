import { describe, expect, test } from '@jest/globals';
import { tf, tfl } from '#tf';
import { activations } from '../../../src/spec/activations.ts';
import { constraints } from '../../../src/spec/constraints.ts';
import { initializers } from '../../../src/spec/initializers.ts';
import { kind } from '../../../src/spec/kind.ts';
import { baseOptions } from '../../../src/spec/layers/baseOptions.ts';
import { cellKinds } from '../../../src/spec/layers/cells.ts';
import { findKind, knownLayerTypes } from '../../../src/spec/layers/find.ts';
import { registerKind } from '../../../src/spec/layers/register.ts';
import { layerKinds } from '../../../src/spec/layers/table.ts';
import type { Options } from '../../../src/spec/option.ts';
import { regularizers } from '../../../src/spec/regularizers.ts';

// Classes to derive layers from; not factories.
const baseClasses = ['Layer', 'RNN', 'RNNCell'];
const factories = Object.keys(tfl.layers).filter((name) => !baseClasses.includes(name));

describe('every factory of tf.layers has an entry', () => {
  test.each(factories)('%s', (name) => {
    expect(Object.hasOwn(cellKinds, name) || findKind(name) !== undefined).toBe(true);
  });
});

test('no layer or cell has an entry that tf.layers does not have', () => {
  expect([...knownLayerTypes(), ...Object.keys(cellKinds)].filter((type) => !factories.includes(type))).toEqual([]);
});

test('every kind is listed under its own type', () => {
  for (const [type, entry] of [...Object.entries(layerKinds), ...Object.entries(cellKinds)]) expect(entry.type).toBe(type);
});

test('an alias finds the kind that it is another name of', () => {
  expect(findKind('avgPool2d')).toBe(layerKinds.averagePooling2d);
  expect(findKind('globalMaxPool1d')).toBe(layerKinds.globalMaxPooling1d);
  expect(findKind('input')).toBe(layerKinds.inputLayer);
  expect(findKind('lstmCell')).toBeUndefined();
  expect(findKind('toString')).toBeUndefined();
});

test.each([
  ['initializers', initializers],
  ['regularizers', regularizers],
  ['constraints', constraints],
] as const)('the %s are those of TF.js', (name, table) => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(tfl[name]).sort());
});

test('the activations are those that TF.js has classes for', () => {
  // Only activations have class names that begin with a small letter.
  const classes = Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([entry]) => entry.className);
  const names = new Set(classes.filter((name) => /^[a-z]/.test(name)));
  expect([...activations].sort()).toEqual([...names].sort());
});

test('every kind and option says in a sentence what it is', () => {
  const tables: Readonly<Record<string, { readonly doc: string; readonly options: Options }>> = {
    ...layerKinds,
    ...cellKinds,
    ...initializers,
    ...regularizers,
    ...constraints,
    base: { doc: 'Base.', options: baseOptions },
  };
  const docs = Object.entries(tables).flatMap(([type, { doc, options }]) => [
    [type, doc] as const,
    ...Object.entries(options).map(([name, option]) => [`${type}.${name}`, option.doc] as const),
  ]);
  expect(docs.filter(([, doc]) => !/^[^\s].*\S\.$/.test(doc))).toEqual([]);
});

describe('registerKind', () => {
  const scale = kind({
    type: 'scale',
    aliases: ['times'],
    className: 'Scale',
    doc: 'Multiplies by a number.',
    options: {},
    ranks: { in: 'any', out: 'same' },
    outputShape: ([input]) => input!,
  });

  test('makes a kind known by its type and its aliases', () => {
    expect(findKind('scale')).toBeUndefined();
    registerKind(scale);
    expect(findKind('scale')).toBe(scale);
    expect(findKind('times')).toBe(scale);
    expect(knownLayerTypes()).toContain('scale');
  });

  test('refuses the names of layers of TF.js and of shorthands', () => {
    expect(() => {
      registerKind({ ...scale, type: 'dense', aliases: ['relu', 'repeat'] });
    }).toThrowErrorMatchingInlineSnapshot(`
     "the layer has 2 problems
       type: expected a name that no built-in layer has, received "dense"
       aliases[1]: expected a name that no built-in layer has, received "repeat""
    `);
    expect(findKind('dense')).toBe(layerKinds.dense);
  });
});
