import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Optimizer, Scalar } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { createOptimizer } from '../../src/compile/optimizers.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { optimizerOption, optimizers } from '../../src/spec/optimizers.ts';

const one = optimizerOption({ doc: 'An optimizer.' });

/** Where a weight of [3, -2] is after some steps down sum(w^4 + w). */
function walk(optimizer: Optimizer): number[] {
  const weight = tf.tidy(() => tf.variable(tf.tensor1d([3, -2])));
  for (let step = 0; step < 10; step++) optimizer.minimize(() => tf.sum(tf.add(tf.pow(weight, 4), weight)) as Scalar, false, [weight]);
  const values = Array.from(weight.dataSync());
  weight.dispose();
  optimizer.dispose();
  return values;
}

const stock: readonly { readonly value: NamedValue; readonly make: () => Optimizer }[] = [
  { value: one.normalise('sgd'), make: () => tf.train.sgd(0.01) },
  {
    value: one.normalise({ type: 'momentum', learningRate: 0.002, momentum: 0.8, useNesterov: true }),
    make: () => tf.train.momentum(0.002, 0.8, true),
  },
  {
    value: one.normalise({ type: 'adagrad', learningRate: 0.5, initialAccumulatorValue: 0.3 }),
    make: () => tf.train.adagrad(0.5, 0.3),
  },
  { value: one.normalise({ type: 'adadelta', learningRate: 2, rho: 0.9, epsilon: 1e-3 }), make: () => tf.train.adadelta(2, 0.9, 1e-3) },
  {
    value: one.normalise({ type: 'rmsprop', learningRate: 0.1, decay: 0.8, momentum: 0.2, epsilon: 1e-3 }),
    make: () => tf.train.rmsprop(0.1, 0.8, 0.2, 1e-3),
  },
  { value: one.normalise({ type: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.99 }), make: () => tf.train.adam(0.1, 0.8, 0.99) },
  {
    value: one.normalise({ type: 'adamax', learningRate: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-3, decay: 0.1 }),
    make: () => tf.train.adamax(0.1, 0.8, 0.99, 1e-3, 0.1),
  },
];

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each(stock)('$value.type with its arguments steps as the one of tf.train does', ({ value, make }) => {
    expect(walk(createOptimizer(value))).toEqual(walk(make()));
  });

  test.each(stock)('$value.type leaves nothing behind', ({ value }) => {
    const before = tf.memory().numTensors;
    walk(createOptimizer(value));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('rmsprop with centered stays where there is no gradient, and the one of tf.train turns to NaN', () => {
    const stay = (optimizer: Optimizer) => {
      const weight = tf.tidy(() => tf.variable(tf.tensor1d([5])));
      optimizer.minimize(() => tf.sum(tf.mul(weight, 0)) as Scalar, false, [weight]);
      const [value] = weight.dataSync();
      weight.dispose();
      optimizer.dispose();
      return value;
    };
    // With no gradient there is no variance: what is left under the root is epsilon, with the sign that TF.js gives it.
    expect(stay(tf.train.rmsprop(0.1, 0.9, 0, undefined, true))).toBeNaN();
    expect(stay(createOptimizer(one.normalise({ type: 'rmsprop', learningRate: 0.1, centered: true })))).toBe(5);
  });
});

test('every optimizer is compared', () => {
  expect(stock.map(({ value }) => value.type).sort()).toEqual(Object.keys(optimizers).sort());
});
