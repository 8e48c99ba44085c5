import { describe, expect, test } from '@jest/globals';
import { accuracy } from '../../src/metrics/accuracy.ts';
import { confusionMatrix } from '../../src/metrics/confusionMatrix.ts';
import { f1Macro } from '../../src/metrics/f1Macro.ts';
import { predictedLabels, targetLabels } from '../../src/metrics/labels.ts';
import { logLoss, logLosses } from '../../src/metrics/logLoss.ts';

// Values from scikit-learn: reference.py.
const cases = [
  {
    name: 'two classes, one row undecided',
    labels: [0, 1, 1, 0, 1],
    probabilities: [0.1, 0.9, 0.4, 0.6, 0.5],
    width: 1,
    expected: { accuracy: 0.4, logLoss: 0.5472899675, f1Macro: 0.4, matrix: [[1, 1], [2, 1]] }, // prettier-ignore
  },
  {
    name: 'answers that are sure, right or wrong',
    labels: [0, 1, 0, 1],
    probabilities: [1, 0, 0, 1],
    width: 1,
    expected: { accuracy: 0.5, logLoss: 7.97119236, f1Macro: 0.5, matrix: [[1, 1], [1, 1]] }, // prettier-ignore
  },
  {
    name: 'rows of one class, which is never answered',
    labels: [1, 1, 1],
    probabilities: [0.2, 0.3, 0.1],
    width: 1,
    expected: { accuracy: 0, logLoss: 1.7053319216, f1Macro: 0, matrix: [[0, 0], [3, 0]] }, // prettier-ignore
  },
  {
    name: 'three classes, a tie, and a class never answered',
    labels: [0, 1, 2, 2, 1, 0],
    probabilities: [0.7, 0.2, 0.1, 0.4, 0.4, 0.2, 0.1, 0.6, 0.3, 0.2, 0.5, 0.3, 0, 1, 0, 0, 1, 0],
    width: 3,
    expected: { accuracy: 1 / 3, logLoss: 3.2705495358, f1Macro: 0.2777777778, matrix: [[1, 1, 0], [1, 1, 0], [0, 2, 0]] }, // prettier-ignore
  },
  {
    name: 'four classes, one neither among the rows nor among the answers',
    labels: [0, 1, 3, 3],
    probabilities: [0.9, 0.1, 0, 0, 0.2, 0.8, 0, 0, 0.1, 0.2, 0.1, 0.6, 0.6, 0.2, 0.1, 0.1],
    width: 4,
    expected: {
      accuracy: 0.75,
      logLoss: 0.7854787111,
      f1Macro: 0.7777777778,
      matrix: [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]], // prettier-ignore
    },
  },
];

describe.each(cases)('$name', ({ labels, probabilities, width, expected }) => {
  const outputs = Float32Array.from(probabilities);
  const predicted = predictedLabels(outputs, width);
  const matrix = confusionMatrix(labels, predicted, Math.max(width, 2));

  test('accuracy is what scikit-learn says', () => expect(accuracy(labels, predicted)).toBeCloseTo(expected.accuracy, 12));
  test('log loss is what scikit-learn says of float32 probabilities', () =>
    expect(logLoss(labels, outputs, width)).toBeCloseTo(expected.logLoss, 6));
  test('the confusion matrix is what scikit-learn says', () => expect(matrix).toEqual(expected.matrix));
  test('macro F1 is what scikit-learn says', () => expect(f1Macro(matrix)).toBeCloseTo(expected.f1Macro, 9));
});

test('the mean of the log losses of the rows is the log loss', () => {
  const probabilities = [0.5, 0.25];
  expect([...logLosses([1, 1], probabilities, 1)]).toEqual([Math.log(2), Math.log(4)]);
  expect(logLoss([1, 1], probabilities, 1)).toBeCloseTo(1.5 * Math.log(2), 12);
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
