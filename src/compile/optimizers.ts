import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { NamedValue } from '../spec/normalised.ts';
import { commonOptions } from '../spec/optimizerOptions.ts';
import type { Optimizer as OptimizerValue } from '../spec/optimizers.ts';
import { LoopOptimizer } from './loopOptimizer.ts';

type ValueOf<T> = Extract<OptimizerValue, { type: T }>;

/** Those that TF.js has; nothing where it lacks an argument that is in use. adadelta is not among them: TF.js divides by the mean before. */
const byType: { readonly [T in OptimizerValue['type']]?: (value: ValueOf<T>) => Optimizer | undefined } = {
  sgd: ({ learningRate, momentum }) => (momentum === 0 ? tf.train.sgd(learningRate) : undefined),
  momentum: ({ learningRate, momentum, useNesterov }) => disposingRate(tf.train.momentum(learningRate, momentum, useNesterov)),
  adagrad: ({ learningRate, initialAccumulatorValue }) => tf.train.adagrad(learningRate, initialAccumulatorValue),
  rmsprop: ({ learningRate, decay, momentum, epsilon, centered }) =>
    // TF.js subtracts epsilon instead of adding it where it centers, and takes the root of a negative number in its first step.
    tf.train.rmsprop(learningRate, decay, momentum, centered ? -(epsilon ?? tf.backend().epsilon()) : epsilon, centered),
  adam: ({ learningRate, beta1, beta2, epsilon, amsgrad }) => (amsgrad ? undefined : tf.train.adam(learningRate, beta1, beta2, epsilon)),
  adamax: ({ learningRate, beta1, beta2, epsilon, decay }) => tf.train.adamax(learningRate, beta1, beta2, epsilon, decay),
};

/**
 * The tf.Optimizer that a spec names, for stock `fit`: TF.js's own where it has the whole of it, else one that runs our loops. Some
 * hold tensors from the start: the caller disposes it. A schedule and averages of weights (`useEma`) are for our own training alone.
 */
export function createStockOptimizer(value: NamedValue): Optimizer {
  const common = Object.keys(commonOptions).some((name) => value[name] !== undefined);
  const create = byType[value.type as OptimizerValue['type']] as ((value: NamedValue) => Optimizer | undefined) | undefined;
  return (common ? undefined : create?.(value)) ?? new LoopOptimizer(value);
}

/** TF.js forgets the tensor in which this optimizer keeps its learning rate. */
function disposingRate(optimizer: Optimizer): Optimizer {
  const dispose = optimizer.dispose.bind(optimizer);
  optimizer.dispose = () => {
    (optimizer as Optimizer & { readonly c: Tensor }).c.dispose();
    dispose();
  };
  return optimizer;
}
