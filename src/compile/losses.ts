import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import type { losses } from '../spec/losses.ts';
import type { NamedValue } from '../spec/normalised.ts';

/** Labels and answers, each [batch, ...], to what a loss or measure makes of them; its mean is what counts. */
export type Compare = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** What keeps a logarithm or divisor from 0: 1e-7 where the backend has 32 bits. */
const epsilon = () => tf.backend().epsilon();
const atLeastEpsilon = (x: Tensor): Tensor => tf.clipByValue(x, epsilon(), Number.MAX_VALUE);
const asShare = (x: Tensor): Tensor => tf.clipByValue(x, epsilon(), 1);
/** Away from 0 and from 1, so that a share and what is left of it have logarithms. */
const insideShare = (x: Tensor): Tensor => tf.clipByValue(x, epsilon(), 1 - epsilon());
const overLastAxis = (values: Tensor): Tensor => tf.mean(values, -1);

/** [batch, ...] -> [batch]: the mean of each row. */
export const overRows = (values: Tensor): Tensor => (values.rank === 1 ? values : tf.mean(tf.reshape(values, [values.shape[0]!, -1]), -1));

/** max(0, 1 - y p) */
const margin: Compare = (yTrue, yPred) => tf.relu(tf.sub(1, tf.mul(yTrue, yPred)));

/** Draws one-hot or 0/1 labels towards an even guess over `classes`, by a share of 0 to 1. */
function smooth(yTrue: Tensor, by: unknown, classes: number): Tensor {
  const share = Number(by ?? 0);
  return share === 0 ? yTrue : tf.add(tf.mul(yTrue, 1 - share), share / classes);
}
const smoothClasses = (yTrue: Tensor, by: unknown): Tensor => smooth(yTrue, by, yTrue.shape.at(-1)!);

/** Class numbers, [batch, ..., 1] or [batch, ...], to one-hot labels as long as the answers' last axis. */
function toOneHot(yTrue: Tensor, yPred: Tensor): Tensor {
  const labels = tf.reshape(yTrue, yPred.shape.slice(0, -1)); // [batch, 1] or [batch] -> [batch]
  return tf.oneHot(tf.cast(labels, 'int32'), yPred.shape.at(-1)!);
}

const { NONE } = tf.Reduction;

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
  categoricalCrossentropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tfl.metrics.categoricalCrossentropy(smoothClasses(yTrue, labelSmoothing), yPred),
  sparseCategoricalCrossentropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tfl.metrics.categoricalCrossentropy(smoothClasses(toOneHot(yTrue, yPred), labelSmoothing), yPred),
  binaryCrossentropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tfl.metrics.binaryCrossentropy(smooth(yTrue, labelSmoothing, 2), yPred),
  kullbackLeiblerDivergence: () => (yTrue, yPred) => tf.sum(tf.mul(yTrue, tf.log(tf.div(asShare(yTrue), asShare(yPred)))), -1),
  poisson: () => (yTrue, yPred) => overLastAxis(tf.sub(yPred, tf.mul(yTrue, tf.log(tf.add(yPred, epsilon()))))),
  cosineProximity: () => tfl.metrics.cosineProximity,
  absoluteDifference: () => (yTrue, yPred) => tf.losses.absoluteDifference(yTrue, yPred, undefined, NONE),
  cosineDistance:
    ({ axis }) =>
    (yTrue, yPred) =>
      tf.losses.cosineDistance(yTrue, yPred, axis as number, undefined, NONE),
  hingeLoss: () => (yTrue, yPred) => tf.losses.hingeLoss(yTrue, yPred, undefined, NONE),
  huberLoss:
    ({ delta }) =>
    (yTrue, yPred) =>
      tf.losses.huberLoss(yTrue, yPred, undefined, delta as number, NONE),
  logLoss:
    ({ epsilon }) =>
    (yTrue, yPred) =>
      tf.losses.logLoss(yTrue, yPred, undefined, epsilon as number, NONE),
  sigmoidCrossEntropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tf.losses.sigmoidCrossEntropy(smooth(yTrue, labelSmoothing, 2), yPred, undefined, 0, NONE),
  softmaxCrossEntropy:
    ({ labelSmoothing }) =>
    (yTrue, yPred) =>
      tf.losses.softmaxCrossEntropy(smoothClasses(yTrue, labelSmoothing), yPred, undefined, 0, NONE),
  quantile:
    ({ quantile }) =>
    (yTrue, yPred) => {
      const q = quantile as number;
      const below = tf.relu(tf.sub(yTrue, yPred));
      const above = tf.relu(tf.sub(yPred, yTrue));
      return overLastAxis(tf.add(tf.mul(below, q), tf.mul(above, 1 - q)));
    },
  quantiles:
    ({ quantiles }) =>
    (yTrue, yPred) => {
      const q = tf.tensor1d(quantiles as number[]); // [units]
      const [below, above] = [tf.relu(tf.sub(yTrue, yPred)), tf.relu(tf.sub(yPred, yTrue))];
      return overLastAxis(tf.add(tf.mul(below, q), tf.mul(above, tf.sub(1, q))));
    },
  ordinalCrossentropy: () => tfl.metrics.binaryCrossentropy,
  logPoisson: () => (yTrue, yPred) => overLastAxis(tf.sub(tf.exp(yPred), tf.mul(yTrue, yPred))),
  binaryFocalCrossentropy:
    ({ gamma, alpha, applyClassBalancing, labelSmoothing }) =>
    (yTrue, yPred) => {
      const y = smooth(yTrue, labelSmoothing, 2);
      const p = insideShare(yPred);
      const [no, away] = [tf.sub(1, y), tf.sub(1, p)];
      const crossentropy = tf.neg(tf.add(tf.mul(y, tf.log(p)), tf.mul(no, tf.log(away))));
      const wrong = tf.add(tf.mul(y, away), tf.mul(no, p)); // 1 - share of the right answer
      const focal = tf.mul(tf.pow(wrong, gamma as number), crossentropy);
      if (applyClassBalancing !== true) return overLastAxis(focal);
      const balance = tf.add(tf.mul(y, alpha as number), tf.mul(no, 1 - (alpha as number)));
      return overLastAxis(tf.mul(balance, focal));
    },
  categoricalFocalCrossentropy:
    ({ gamma, alpha, labelSmoothing }) =>
    (yTrue, yPred) => {
      const p = insideShare(tf.div(yPred, tf.sum(yPred, -1, true)));
      const crossentropies = tf.mul(smoothClasses(yTrue, labelSmoothing), tf.neg(tf.log(p)));
      return tf.mul(tf.sum(tf.mul(tf.pow(tf.sub(1, p), gamma as number), crossentropies), -1), alpha as number);
    },
};

/**
 * The function of a loss: labels and answers, each [batch, ...], to one value a row, [batch], which is the mean over all other
 * axes. The loss of a batch is their mean; where rows have weights, the mean of value times weight (as in Keras).
 */
export function lossFunction(loss: NamedValue): Compare {
  const compare = byType[loss.type as keyof typeof byType](loss);
  return (yTrue, yPred) => tf.tidy(() => overRows(compare(yTrue, yPred)));
}
