import { expect, test } from '@jest/globals';
import { chooseNetwork } from '../../../src/data/inspect/chooseNetwork.ts';

test.each([
  [40, '32', 8, 400],
  [150, '32', 8, 160],
  [442, '32', 8, 54],
  [1797, '64', 32, 53],
  [20_000, '128 64', 256, 48],
  [100_000, '256 128', 256, 21],
  [1_000_000, '256 128', 256, 7],
])('for %i rows there are layers of %s units, batches of %i and %i epochs', (rows, units, batchSize, epochs) => {
  const { network, training } = chooseNetwork(rows);
  expect(network.layers.flatMap((layer) => ('units' in layer ? [layer.units] : [])).join(' ')).toBe(units);
  expect(training).toMatchObject({ batchSize, epochs });
});

test.each([40, 150, 442, 1797, 20_000, 1_000_000])('weight decay for %i rows is as strong in a short run as in a long one', (rows) => {
  const { epochs, batchSize, optimizer, schedule } = chooseNetwork(rows).training;
  const { learningRate, weightDecay } = optimizer;
  expect(schedule).toBe('cosineDecay');
  // So often a weight without a gradient would fall to 1 / e, were the learning rate always at its highest.
  const decays = learningRate * weightDecay * Math.ceil(rows / batchSize) * epochs;
  expect(decays).toBeGreaterThan(9.5);
  expect(decays).toBeLessThan(10.5);
});

test('of the rows of a table none are held out to stop by, as few would tell nothing', () => {
  expect(chooseNetwork(150).training).not.toHaveProperty('earlyStopping');
});

test('weights are held back more where the levels of an embedding have few rows each', () => {
  const decayOf = (rowsPerLevel?: number) =>
    chooseNetwork(1000, rowsPerLevel === undefined ? {} : { rowsPerLevel }).training.optimizer.weightDecay;
  expect(decayOf(20)).toBe(decayOf());
  expect(decayOf(4)).toBeCloseTo(3 * decayOf(), 1);
  expect(decayOf(1)).toBeCloseTo(4 * decayOf(), 1);
});
