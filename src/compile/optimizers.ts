import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { NamedValue } from '../spec/normalised.ts';
import type { Optimizer as OptimizerValue } from '../spec/optimizers.ts';

type ValueOf<T> = Extract<OptimizerValue, { type: T }>;

const byType: { readonly [T in OptimizerValue['type']]: (value: ValueOf<T>) => Optimizer } = {
  sgd: ({ learningRate }) => tf.train.sgd(learningRate),
  momentum: ({ learningRate, momentum, useNesterov }) => disposingRate(tf.train.momentum(learningRate, momentum, useNesterov)),
  adagrad: ({ learningRate, initialAccumulatorValue }) => tf.train.adagrad(learningRate, initialAccumulatorValue),
  adadelta: ({ learningRate, rho, epsilon }) => tf.train.adadelta(learningRate, rho, epsilon),
  rmsprop: ({ learningRate, decay, momentum, epsilon, centered }) =>
    // TF.js subtracts epsilon instead of adding it where it centers, and takes the root of a negative number in its first step.
    tf.train.rmsprop(learningRate, decay, momentum, centered ? -(epsilon ?? tf.backend().epsilon()) : epsilon, centered),
  adam: ({ learningRate, beta1, beta2, epsilon }) => tf.train.adam(learningRate, beta1, beta2, epsilon),
  adamax: ({ learningRate, beta1, beta2, epsilon, decay }) => tf.train.adamax(learningRate, beta1, beta2, epsilon, decay),
};

/** The TF.js optimizer that a spec names. Some hold tensors from the start: the caller disposes it. */
export function createOptimizer(value: NamedValue): Optimizer {
  const create = byType[value.type as OptimizerValue['type']] as (value: NamedValue) => Optimizer;
  return create(value);
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
