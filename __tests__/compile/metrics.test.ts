import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tf, tfl } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { metricFunction } from '../../src/compile/metrics.ts';
import { measure as measureWhole } from '../metrics/measure.ts';
import { metricOption, metrics, type MetricKind } from '../../src/spec/metrics.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { useBackend } from '../../src/node/backend.ts';
import { backends } from '../backends.ts';

type Rows = readonly (readonly number[])[];

/** The metric of some rows, under a loss. */
function measure(metric: string | NamedValue, loss: string, yTrue: Rows, yPred: Rows): number {
  return tf.tidy(() => {
    const [labels, answers] = [tf.tensor2d(yTrue as number[][]), tf.tensor2d(yPred as number[][])];
    return tf.mean(metricFunction(typeof metric === 'string' ? { type: metric } : metric, { type: loss })(labels, answers)).dataSync()[0]!;
  });
}

let tensors = 0;
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

const oneHot = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]; // prettier-ignore
const shares = [[0.6, 0.3, 0.1], [0.5, 0.4, 0.1], [0.1, 0.1, 0.8], [0.2, 0.35, 0.45]]; // prettier-ignore
const yes = [[1], [0], [1], [0], [1]];
const chances = [[0.9], [0.4], [0.3], [0.8], [0.6]];

describe.each(backends)('on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each([
    { metric: 'accuracy', loss: 'binaryCrossentropy', yTrue: yes, yPred: chances, is: 3 / 5, how: 'each value against one half' },
    { metric: 'accuracy', loss: 'meanSquaredError', yTrue: yes, yPred: chances, is: 3 / 5, how: 'a single unit against one half' },
    { metric: 'accuracy', loss: 'categoricalCrossentropy', yTrue: oneHot, yPred: shares, is: 3 / 4, how: 'the largest of each row' },
    { metric: 'accuracy', loss: 'binaryCrossentropy', yTrue: oneHot, yPred: shares, is: 10 / 12, how: 'several units each by itself' },
    {
      metric: 'accuracy',
      loss: 'sparseCategoricalCrossentropy',
      yTrue: [[0], [1], [2], [2]],
      yPred: shares,
      is: 3 / 4,
      how: 'class numbers',
    },
    { metric: 'accuracy', loss: 'sigmoidCrossEntropy', yTrue: [[1], [0]], yPred: [[0.2], [-3]], is: 1, how: 'scores against 0' },
    { metric: 'accuracy', loss: 'hinge', yTrue: [[1], [-1], [-1]], yPred: [[0.2], [-3], [0.1]], is: 2 / 3, how: 'signs against 0' },
    { metric: 'binaryAccuracy', loss: 'binaryCrossentropy', yTrue: yes, yPred: chances, is: 3 / 5, how: 'values against one half' },
    { metric: 'precision', loss: 'binaryCrossentropy', yTrue: yes, yPred: chances, is: 2 / 3, how: 'right ones among those called 1' },
    { metric: 'recall', loss: 'binaryCrossentropy', yTrue: yes, yPred: chances, is: 2 / 3, how: 'called 1 among those that are' },
    { metric: 'precision', loss: 'binaryCrossentropy', yTrue: [[1]], yPred: [[0.1]], is: 0, how: 'nothing called 1' },
    { metric: 'recall', loss: 'hinge', yTrue: [[1], [1], [-1]], yPred: [[0.3], [-0.3], [2]], is: 1 / 2, how: 'signs' },
    { metric: 'crossentropy', loss: 'sigmoidCrossEntropy', yTrue: [[1]], yPred: [[0]], is: Math.LN2, how: 'scores made shares' },
    { metric: 'crossentropy', loss: 'softmaxCrossEntropy', yTrue: [[1, 0]], yPred: [[3, 3]], is: Math.LN2, how: 'scores made shares' },
    { metric: 'r2Score', loss: 'meanSquaredError', yTrue: [[1], [2], [3]], yPred: [[1], [2], [2]], is: 0.5, how: 'what is explained' },
  ])('$metric under $loss counts $how: $is', ({ metric, loss, yTrue, yPred, is }) => {
    expect(measure(metric, loss, yTrue, yPred)).toBeCloseTo(is, 6);
  });

  test.each(['precision', 'recall'] as const)('%s of TF.js is 0 whatever the probabilities', (metric) => {
    const stock = tf.tidy(() => tfl.metrics[metric](tf.tensor2d(yes), tf.tensor2d(chances)).dataSync()[0]);
    expect(stock).toBe(0);
  });

  test.each([
    ['binaryAccuracy', yes, chances],
    ['categoricalAccuracy', oneHot, shares],
    ['binaryCrossentropy', yes, chances],
    ['categoricalCrossentropy', oneHot, shares],
    ['cosineProximity', oneHot, shares],
    ['meanAbsoluteError', oneHot, shares],
    ['meanAbsolutePercentageError', [[1, 2]], [[1.5, 3]]],
    ['meanSquaredError', oneHot, shares],
    ['r2Score', [[1], [2], [4]], [[1.5], [2], [3]]],
  ] as const)('%s is that of tf.metrics', (metric, yTrue, yPred) => {
    const stock = tf.tidy(() => {
      const [labels, answers] = [tf.tensor2d(yTrue.map((row) => [...row])), tf.tensor2d(yPred.map((row) => [...row]))];
      return tf.mean(tfl.metrics[metric](labels, answers)).dataSync()[0]!;
    });
    expect(measure(metric, 'meanSquaredError', yTrue, yPred)).toBeCloseTo(stock, 5);
  });

  // Metrics of quantiles are for a target of them, which stock fit knows nothing of.
  const ofAny = Object.entries<MetricKind>(metrics).flatMap(([type, { labels }]) => (labels === 'quantiles' ? [] : [type]));
  test.each(ofAny)('%s is the same number from tensors as from a meter', (type) => {
    const kind: MetricKind = metrics[type as keyof typeof metrics];
    const metric = metricOption({ doc: '' }).normalise(type as 'accuracy');
    const [loss, yTrue, yPred] =
      kind.labels === 'indices'
        ? (['sparseCategoricalCrossentropy', [[0], [1], [2], [2]], shares] as const)
        : kind.severalUnits
          ? (['categoricalCrossentropy', oneHot, shares] as const)
          : (['binaryCrossentropy', yes, chances] as const);
    const output = { loss: { type: loss }, width: yPred[0]!.length };
    const whole = measureWhole(metric, output, { targets: yTrue.flat(), outputs: yPred.flat(), rows: yPred.length })[type]!;
    expect(measure(metric, loss, yTrue, yPred) / whole).toBeCloseTo(1, 5);
  });
});

test('every metric of the table can be fitted with by stock TF.js, those of each class by a number for each', async () => {
  await useBackend('cpu');
  const shape = (units: number, activation: 'sigmoid' | 'softmax') => ({
    input: [2] as const,
    layers: [{ type: 'dense' as const, units, activation }],
  });
  const all = Object.values<MetricKind>(metrics).filter(({ labels }) => labels !== 'quantiles');
  const single = all.filter(({ labels, severalUnits }) => labels !== 'indices' && !severalUnits).map(({ type }) => type as 'accuracy');
  const several = all.filter(({ labels }) => labels !== 'indices').map(({ type }) => type as 'accuracy');
  const each = { type: 'precision', average: 'none' } as const;
  for (const [network, chosen, ys] of [
    [shape(1, 'sigmoid'), single, [[1], [0]]],
    [
      shape(3, 'softmax'),
      several,
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
    ],
  ] as const) {
    const model = compile({ network, training: { metrics: [...chosen, each] } }, { seed: 1 });
    const [xs, labels] = [tf.tensor2d([[0, 1], [1, 0]]), tf.tensor2d(ys.map((row) => [...row]))]; // prettier-ignore
    const { history } = await model.fit(xs, labels, { epochs: 1, verbose: 0 });
    const classes = Array.from({ length: Math.max(2, ys[0].length) }, (_, i) => `precision_none_${i}`);
    expect(Object.keys(history)).toEqual(['loss', ...chosen, ...classes]);
    tf.dispose([xs, labels]);
    model.dispose();
  }
});
