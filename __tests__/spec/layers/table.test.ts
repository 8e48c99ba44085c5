import { expect, test } from '@jest/globals';
import { tfl } from '#tf';
import { cellKinds } from '../../../src/spec/layers/cells.ts';
import { findKind } from '../../../src/spec/layers/find.ts';
import { layerKinds } from '../../../src/spec/layers/table.ts';

// Classes to derive layers from; not factories.
const baseClasses = ['Layer', 'RNN', 'RNNCell'];
const factories = Object.keys(tfl.layers).filter((name) => !baseClasses.includes(name));

test.each(factories)('tf.layers.%s has an entry', (name) => {
  expect(Object.hasOwn(cellKinds, name) || findKind(name)).toBeTruthy();
});
