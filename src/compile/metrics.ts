import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { losses, type LossKind } from '../spec/losses.ts';
import type { metrics } from '../spec/metrics.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { lossFunction, type Compare } from './losses.ts';

const kindOf = ({ type }: NamedValue): LossKind => losses[type as keyof typeof losses];

/** Which values are called 1: those above one half, or above 0 where the network gives scores or signs. */
function calledOne(yPred: Tensor, loss: NamedValue): Tensor {
  const { takes, labels } = kindOf(loss);
  return tf.greater(yPred, takes === 'scores' || labels === 'signs' ? 0 : 0.5);
}

/** Which labels are 1; the other ones are 0, or -1 for losses with signs. */
const isOne = (yTrue: Tensor): Tensor => tf.greater(yTrue, 0.5);

const binaryAccuracy =
  (loss: NamedValue): Compare =>
  (yTrue, yPred) =>
    tf.mean(tf.cast(tf.equal(isOne(yTrue), calledOne(yPred, loss)), 'float32'), -1);

/** How labels and answers are to be read: each value by itself, class numbers against scores, or one-hot rows. */
function reading(yPred: Tensor, loss: NamedValue): 'binary' | 'sparse' | 'categorical' {
  const { labels } = kindOf(loss);
  if (labels === 'indices') return 'sparse';
  if (yPred.shape.at(-1) === 1 || labels === 'signs') return 'binary';
  return labels === 'shares' && loss.type !== 'kullbackLeiblerDivergence' ? 'binary' : 'categorical';
}

const accuracies: Readonly<Record<ReturnType<typeof reading>, (loss: NamedValue) => Compare>> = {
  binary: binaryAccuracy,
  sparse: () => sparseCategoricalAccuracy,
  categorical: () => tfl.metrics.categoricalAccuracy,
};
const crossentropies = {
  binary: 'binaryCrossentropy',
  sparse: 'sparseCategoricalCrossentropy',
  categorical: 'categoricalCrossentropy',
} as const;

const sparseCategoricalAccuracy: Compare = (yTrue, yPred) => {
  const best = tf.argMax(yPred, -1);
  return tf.cast(tf.equal(tf.cast(tf.reshape(yTrue, best.shape), 'int32'), best), 'float32');
};

/** The scores that some losses take, as the shares that a crossentropy takes. */
function asShares(yPred: Tensor, loss: NamedValue): Tensor {
  if (kindOf(loss).takes !== 'scores') return yPred;
  return loss.type === 'softmaxCrossEntropy' ? tf.softmax(yPred) : tf.sigmoid(yPred);
}

const crossentropy =
  (type: (typeof crossentropies)[keyof typeof crossentropies], loss: NamedValue): Compare =>
  (yTrue, yPred) =>
    lossFunction({ type })(yTrue, asShares(yPred, loss));

/** part / whole, 0 where the whole is 0. */
const share = (part: Tensor, whole: Tensor): Tensor => tf.divNoNan(tf.sum(tf.cast(part, 'float32')), tf.sum(tf.cast(whole, 'float32')));

const byType: Readonly<Record<keyof typeof metrics, (loss: NamedValue) => Compare>> = {
  accuracy: (loss) => (yTrue, yPred) => accuracies[reading(yPred, loss)](loss)(yTrue, yPred),
  crossentropy: (loss) => (yTrue, yPred) => crossentropy(crossentropies[reading(yPred, loss)], loss)(yTrue, yPred),
  binaryAccuracy,
  categoricalAccuracy: () => tfl.metrics.categoricalAccuracy,
  sparseCategoricalAccuracy: () => sparseCategoricalAccuracy,
  binaryCrossentropy: (loss) => crossentropy('binaryCrossentropy', loss),
  categoricalCrossentropy: (loss) => crossentropy('categoricalCrossentropy', loss),
  sparseCategoricalCrossentropy: (loss) => crossentropy('sparseCategoricalCrossentropy', loss),
  // TF.js compares probabilities with 1 exactly and so finds none: here they are first called 0 or 1.
  precision: (loss) => (yTrue, yPred) => {
    const called = calledOne(yPred, loss);
    return share(tf.logicalAnd(isOne(yTrue), called), called);
  },
  recall: (loss) => (yTrue, yPred) => share(tf.logicalAnd(isOne(yTrue), calledOne(yPred, loss)), isOne(yTrue)),
  cosineProximity: () => tfl.metrics.cosineProximity,
  meanAbsoluteError: () => tfl.metrics.meanAbsoluteError,
  meanAbsolutePercentageError: () => tfl.metrics.meanAbsolutePercentageError,
  meanSquaredError: () => tfl.metrics.meanSquaredError,
  r2Score: () => (yTrue, yPred) => {
    const unexplained = tf.sum(tf.squaredDifference(yTrue, yPred));
    const variance = tf.sum(tf.squaredDifference(yTrue, tf.mean(yTrue)));
    return tf.sub(1, tf.div(unexplained, variance));
  },
};

/**
 * The function of a metric: labels and answers, each [batch, ...], to [batch, ...] values or one scalar, whose mean is the
 * metric. Precision, recall and r2Score are about the whole of what they get: give them all rows at once.
 * @param loss Tells what the answers are: shares, scores or signs; one-hot rows or class numbers.
 */
export function metricFunction(metric: NamedValue, loss: NamedValue): Compare {
  const compare = byType[metric.type as keyof typeof byType](loss);
  return (yTrue, yPred) => tf.tidy(() => compare(yTrue, yPred));
}
