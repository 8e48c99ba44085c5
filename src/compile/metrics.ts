import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { createMeter } from '../metrics/createMeter.ts';
import { mean } from '../metrics/mean.ts';
import { formOf, LABEL_THRESHOLD, squashOf, thresholdOf, type Form } from '../metrics/output.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { lossFunction, type Compare } from './losses.ts';

const binaryAccuracy =
  (loss: NamedValue): Compare =>
  (yTrue, yPred) => {
    const right = tf.equal(tf.greater(yTrue, LABEL_THRESHOLD), tf.greater(yPred, thresholdOf(loss)));
    return tf.mean(tf.cast(right, 'float32'), -1);
  };

const sparseCategoricalAccuracy: Compare = (yTrue, yPred) => {
  const best = tf.argMax(yPred, -1);
  return tf.cast(tf.equal(tf.cast(tf.reshape(yTrue, best.shape), 'int32'), best), 'float32');
};

const accuracies: Readonly<Record<Form, (loss: NamedValue) => Compare>> = {
  binary: binaryAccuracy,
  sparse: () => sparseCategoricalAccuracy,
  categorical: () => tfl.metrics.categoricalAccuracy,
};
const crossentropies = {
  binary: 'binaryCrossentropy',
  sparse: 'sparseCategoricalCrossentropy',
  categorical: 'categoricalCrossentropy',
} as const;

const formFor = (yPred: Tensor, loss: NamedValue): Form => formOf({ loss, width: yPred.shape.at(-1)! });

/** The scores that some losses take, as the shares that a crossentropy takes. */
function asShares(yPred: Tensor, loss: NamedValue): Tensor {
  const squash = squashOf(loss);
  return squash === undefined ? yPred : squash === 'softmax' ? tf.softmax(yPred) : tf.sigmoid(yPred);
}

const crossentropy =
  (type: (typeof crossentropies)[Form], loss: NamedValue): Compare =>
  (yTrue, yPred) =>
    lossFunction({ type })(yTrue, asShares(yPred, loss));

/** TF.js's own counts a target of 0 as 1e-7, scikit-learn as an epsilon of 64 bits. */
const percentages: Compare = (yTrue, yPred) => {
  const shares = tf.div(tf.abs(tf.sub(yTrue, yPred)), tf.maximum(tf.abs(yTrue), Number.EPSILON));
  return tf.mul(tf.mean(shares, -1), 100);
};

/** Metrics that are means over a batch's values, in TF.js's own operations, so that no number has to leave its backend. */
const byOperations: Readonly<Record<string, (loss: NamedValue) => Compare>> = {
  accuracy: (loss) => (yTrue, yPred) => accuracies[formFor(yPred, loss)](loss)(yTrue, yPred),
  crossentropy: (loss) => (yTrue, yPred) => crossentropy(crossentropies[formFor(yPred, loss)], loss)(yTrue, yPred),
  binaryAccuracy,
  categoricalAccuracy: () => tfl.metrics.categoricalAccuracy,
  sparseCategoricalAccuracy: () => sparseCategoricalAccuracy,
  binaryCrossentropy: (loss) => crossentropy('binaryCrossentropy', loss),
  categoricalCrossentropy: (loss) => crossentropy('categoricalCrossentropy', loss),
  sparseCategoricalCrossentropy: (loss) => crossentropy('sparseCategoricalCrossentropy', loss),
  cosineProximity: () => tfl.metrics.cosineProximity,
  meanAbsoluteError: () => tfl.metrics.meanAbsoluteError,
  meanAbsolutePercentageError: () => percentages,
  meanSquaredError: () => tfl.metrics.meanSquaredError,
};

/**
 * The function of a metric: labels and answers, each [batch, ...], to [batch, ...] values or one scalar, whose mean is the
 * metric. Those that are no means (precision, rocAuc, ...) read the numbers out of the tensors, and are about the whole of what they
 * get: give them all rows at once. Stock `fit` and `evaluate` give them batch by batch, and average.
 * @param loss Tells what the answers are: shares, scores or signs; one-hot rows or class numbers.
 * @param index The class, of a metric that has a number for each. Default: their mean.
 */
export function metricFunction(metric: NamedValue, loss: NamedValue, index?: number): Compare {
  const compare = byOperations[metric.type]?.(loss) ?? ((yTrue, yPred) => measured(metric, loss, yTrue, yPred, index));
  return (yTrue, yPred) => tf.tidy(() => compare(yTrue, yPred));
}

function measured(metric: NamedValue, loss: NamedValue, yTrue: Tensor, yPred: Tensor, index: number | undefined): Tensor {
  const meter = createMeter(metric, { loss, width: yPred.shape.at(-1)! });
  meter.update({ targets: yTrue.dataSync(), outputs: yPred.dataSync(), rows: yPred.shape[0]! });
  const numbers = Object.values(meter.result());
  return tf.scalar(index === undefined ? mean(numbers) : numbers[index]!);
}
