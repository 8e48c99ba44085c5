import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import type { losses } from '../spec/losses.ts';
import type { NamedValue } from '../spec/normalised.ts';

/** Labels and answers to a loss or measure: one value a row (or place), or one for the whole batch; its mean is what counts. */
export type Compare = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** What keeps a logarithm or divisor from 0: 1e-7 where the backend has 32 bits. */
const epsilon = () => tf.backend().epsilon();
const atLeastEpsilon = (x: Tensor): Tensor => tf.clipByValue(x, epsilon(), Number.MAX_VALUE);
const asShare = (x: Tensor): Tensor => tf.clipByValue(x, epsilon(), 1);
const overLastAxis = (values: Tensor): Tensor => tf.mean(values, -1);

/** max(0, 1 - y p) */
const margin: Compare = (yTrue, yPred) => tf.relu(tf.sub(1, tf.mul(yTrue, yPred)));

/** Draws one-hot or 0/1 labels towards an even guess over `classes`. */
const smooth = (yTrue: Tensor, by: number, classes: number): Tensor => tf.add(tf.mul(yTrue, 1 - by), by / classes);

const byType: Readonly<Record<keyof typeof losses, (value: NamedValue) => Compare>> = {
  meanSquaredError: () => tfl.metrics.meanSquaredError,
  meanAbsoluteError: () => tfl.metrics.meanAbsoluteError,
  meanAbsolutePercentageError: () => tfl.metrics.meanAbsolutePercentageError,
  meanSquaredLogarithmicError: () => (yTrue, yPred) =>
    overLastAxis(tf.squaredDifference(tf.log1p(atLeastEpsilon(yPred)), tf.log1p(atLeastEpsilon(yTrue)))),
  squaredHinge: () => (yTrue, yPred) => overLastAxis(tf.square(margin(yTrue, yPred))),
  hinge: () => (yTrue, yPred) => overLastAxis(margin(yTrue, yPred)),
  categoricalHinge: () => (yTrue, yPred) => {
    const right = tf.sum(tf.mul(yTrue, yPred), -1);
    const bestWrong = tf.max(tf.mul(tf.sub(1, yTrue), yPred), -1);
    return tf.relu(tf.add(tf.sub(bestWrong, right), 1));
  },
  // log(cosh(x)) = x + softplus(-2 x) - log(2), which cannot overflow.
  logcosh: () => (yTrue, yPred) => {
    const error = tf.sub(yPred, yTrue);
    return overLastAxis(tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2));
  },
  categoricalCrossentropy: () => tfl.metrics.categoricalCrossentropy,
  sparseCategoricalCrossentropy: () => (yTrue, yPred) => {
    const labels = tf.reshape(yTrue, yPred.shape.slice(0, -1)); // [batch, 1] or [batch] -> [batch]
    const oneHot = tf.oneHot(tf.cast(labels, 'int32'), yPred.shape.at(-1)!);
    return tfl.metrics.categoricalCrossentropy(oneHot, yPred);
  },
  binaryCrossentropy: () => tfl.metrics.binaryCrossentropy,
  kullbackLeiblerDivergence: () => (yTrue, yPred) => tf.sum(tf.mul(yTrue, tf.log(tf.div(asShare(yTrue), asShare(yPred)))), -1),
  poisson: () => (yTrue, yPred) => overLastAxis(tf.sub(yPred, tf.mul(yTrue, tf.log(tf.add(yPred, epsilon()))))),
  cosineProximity: () => tfl.metrics.cosineProximity,
  absoluteDifference: () => (yTrue, yPred) => tf.losses.absoluteDifference(yTrue, yPred),
  cosineDistance:
    ({ axis }) =>
    (yTrue, yPred) =>
      tf.losses.cosineDistance(yTrue, yPred, axis as number),
  hingeLoss: () => (yTrue, yPred) => tf.losses.hingeLoss(yTrue, yPred),
  huberLoss:
    ({ delta }) =>
    (yTrue, yPred) =>
      tf.losses.huberLoss(yTrue, yPred, undefined, delta as number),
  logLoss:
    ({ epsilon }) =>
    (yTrue, yPred) =>
      tf.losses.logLoss(yTrue, yPred, undefined, epsilon as number),
  sigmoidCrossEntropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tf.losses.sigmoidCrossEntropy(smooth(yTrue, labelSmoothing as number, 2), yPred),
  softmaxCrossEntropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tf.losses.softmaxCrossEntropy(smooth(yTrue, labelSmoothing as number, yPred.shape.at(-1)!), yPred),
};

/**
 * The function of a loss: [batch, ...] labels and answers to [batch, ...] values (those that TF.js's layers know by name)
 * or to one scalar (those of `tf.losses`). The loss of a batch is the mean of what it returns.
 */
export function lossFunction(loss: NamedValue): Compare {
  const compare = byType[loss.type as keyof typeof byType](loss);
  return (yTrue, yPred) => tf.tidy(() => compare(yTrue, yPred));
}
