import { expect, test } from '@jest/globals';
import { confusionMatrix } from '../../src/metrics/confusionMatrix.ts';
import { predictedLabels, targetLabels } from '../../src/metrics/labels.ts';
import { logLosses } from '../../src/metrics/logLoss.ts';
import { measure } from './measure.ts';

test('the mean of the log losses of the rows is the log loss', () => {
  const outputs = [0.5, 0.25];
  expect([...logLosses([1, 1], outputs, 1)]).toEqual([Math.log(2), Math.log(4)]);
  const output = { loss: { type: 'binaryCrossentropy' }, width: 1 };
  expect(measure({ type: 'logLoss' }, output, { targets: [1, 1], outputs, rows: 2 }).logLoss).toBeCloseTo(1.5 * Math.log(2), 12);
});

test('targets are read alike from one-hot rows, class numbers, and the 0 and 1 of two classes', () => {
  expect([...targetLabels([0, 0, 1, 1, 0, 0], 2)]).toEqual([2, 0]);
  expect([...targetLabels([2, 0], 2)]).toEqual([2, 0]);
  expect([...targetLabels(Float32Array.of(1, 0), 2)]).toEqual([1, 0]);
});

test('a probability of exactly one half stands for the first class', () => {
  expect([...predictedLabels([0.5, 0.50001], 1)]).toEqual([0, 1]);
  expect([...predictedLabels([0.5, 0.5], 2)]).toEqual([0]);
});

test('a confusion matrix counts rows, or adds up their weights', () => {
  expect(confusionMatrix([0, 1, 1], [0, 0, 1], 2)).toEqual([[1, 0], [1, 1]]); // prettier-ignore
  expect(confusionMatrix([0, 1, 1], [0, 0, 1], 2, [2, 0.5, 3])).toEqual([[2, 0], [0.5, 3]]); // prettier-ignore
});
