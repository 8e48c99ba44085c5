import { expect, test } from '@jest/globals';
import { taskOf } from '../../src/model/task.ts';
import { parseModel } from '../../src/spec/parse.ts';

const table = (shape: readonly number[], values: readonly number[]) =>
  ({ values: Float32Array.from(values), shape, rows: values.length / shape[0]!, dtype: 'float32' }) as const;
const oneHot = table([3], [1, 0, 0, 0, 0, 1]);
const yesNo = table([1], [1, 0]);

test.each([
  ['binaryCrossentropy', 'sigmoid', yesNo, 'binary'],
  ['binaryFocalCrossentropy', 'sigmoid', yesNo, 'binary'],
  ['logLoss', 'sigmoid', yesNo, 'binary'],
  ['sigmoidCrossEntropy', 'linear', yesNo, 'binary'],
  ['binaryFocalCrossentropy', 'sigmoid', table([1], [0.5, 0]), undefined],
  ['binaryCrossentropy', 'sigmoid', oneHot, undefined],
  ['categoricalCrossentropy', 'softmax', oneHot, 'multiclass'],
  ['categoricalFocalCrossentropy', 'softmax', oneHot, 'multiclass'],
  ['sparseCategoricalCrossentropy', 'softmax', table([1], [2, 0]), 'multiclass'],
  ['softmaxCrossEntropy', 'linear', oneHot, 'multiclass'],
  ['hingeLoss', 'linear', yesNo, undefined],
  ['categoricalHinge', 'linear', oneHot, undefined],
  ['quantile', 'linear', yesNo, 'regression'],
  ['huber', 'linear', oneHot, 'regression'],
] as const)('%s after %s tells what metrics and baselines take the network for', (loss, activation, target, task) => {
  const layers = [{ type: 'dense', units: target === yesNo ? 1 : 3, activation }] as const;
  expect(taskOf(parseModel({ network: { input: [2], layers }, training: { loss } }).training, [target])).toBe(task);
});
