import { expect, test } from '@jest/globals';
import { createMeters } from '../../src/metrics/meters.ts';
import { trainingOptions } from '../../src/spec/training.ts';

const listOf = (...metrics: Parameters<typeof trainingOptions.metrics.normalise>[0]) => trainingOptions.metrics.normalise(metrics);
const binary = { type: 'binaryCrossentropy' };

test('one output has its metrics by their names', () => {
  const meters = createMeters({ metrics: listOf('accuracy', 'mae'), loss: [binary] }, [{ name: 'out', width: 1 }]);
  meters.update([{ targets: [1, 0], outputs: [0.75, 0.75], rows: 2 }]);
  meters.update([{ targets: [0], outputs: [0.25], rows: 1 }]);
  expect(meters.result()).toEqual({ accuracy: 2 / 3, meanAbsoluteError: 1.25 / 3 });
});

test('several outputs have their own labels, losses and names', () => {
  const loss = [binary, { type: 'sparseCategoricalCrossentropy' }];
  const outputs = [{ name: 'sold', width: 1 }, { name: 'kind', width: 2 }]; // prettier-ignore
  const meters = createMeters({ metrics: listOf('accuracy', { type: 'recall', average: 'none' }), loss }, outputs);
  const batches = [
    { targets: [1, 0], outputs: [0.75, 0.75], rows: 2 },
    { targets: [0, 1], outputs: [0.9, 0.1, 0.2, 0.8], rows: 2 },
  ];
  meters.update(batches);
  const expected = { sold_accuracy: 0.5, sold_recall_0: 0, sold_recall_1: 1, kind_accuracy: 1, kind_recall_0: 1, kind_recall_1: 1 };
  expect(meters.result()).toEqual(expected);

  const other = createMeters({ metrics: listOf('accuracy', { type: 'recall', average: 'none' }), loss }, outputs);
  other.restore(meters.save());
  expect(other.result()).toEqual(expected);
});

test('a metric that stands in the list more than once is told apart by its options', () => {
  const metrics = listOf({ type: 'pinball', quantile: 0.1 }, 'mae', { type: 'pinball', quantile: 0.9 });
  const meters = createMeters({ metrics, loss: [{ type: 'meanSquaredError' }] }, [{ name: 'out', width: 1 }]);
  meters.update([{ targets: [2], outputs: [1], rows: 1 }]);
  expect(meters.result()).toEqual({ 'pinball_0.1': 0.1, meanAbsoluteError: 1, 'pinball_0.9': 0.9 });
});

test('without metrics there are no numbers', () => {
  const meters = createMeters({ metrics: [], loss: [binary] }, [{ name: 'out', width: 1 }]);
  meters.update([{ targets: [1], outputs: [0.5], rows: 1 }]);
  expect(meters.result()).toEqual({});
});
