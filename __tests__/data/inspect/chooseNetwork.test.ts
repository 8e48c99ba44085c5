import { expect, test } from '@jest/globals';
import { chooseNetwork } from '../../../src/data/inspect/chooseNetwork.ts';

test.each([
  [40, '32', 8, 200],
  [442, '32', 8, 200],
  [1797, '64', 32, 200],
  [20_000, '128 64', 256, 100],
  [1_000_000, '256 128', 256, 30],
])('for %i rows there are layers of %s units, batches of %i and at most %i epochs', (rows, units, batchSize, epochs) => {
  const { network, training } = chooseNetwork(rows);
  expect(network.layers.flatMap((layer) => ('units' in layer ? [layer.units] : [])).join(' ')).toBe(units);
  expect(training).toMatchObject({ batchSize, epochs });
});
