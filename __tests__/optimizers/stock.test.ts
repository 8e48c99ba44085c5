import { beforeAll, expect, test } from '@jest/globals';
import type { Optimizer } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import type { OptimizerSpec } from '../../src/spec/optimizers.ts';
import { make, recorded, split, walk } from './walk.ts';

const RATE = 0.1;
/** The learning rate changes in the course, where TF.js lets it; the factors are those of the recorded steps. */
const cases: readonly (readonly [OptimizerSpec & object, () => Optimizer])[] = [
  [{ type: 'sgd' }, () => tf.train.sgd(RATE)],
  [{ type: 'momentum', momentum: 0.8 }, () => tf.train.momentum(RATE, 0.8)],
  [{ type: 'momentum', momentum: 0.8, useNesterov: true }, () => tf.train.momentum(RATE, 0.8, true)],
  [{ type: 'adagrad', initialAccumulatorValue: 0.3 }, () => tf.train.adagrad(RATE, 0.3)],
  [{ type: 'rmsprop', decay: 0.8, epsilon: 1e-2 }, () => tf.train.rmsprop(RATE, 0.8, 0, 1e-2)],
  [{ type: 'rmsprop', decay: 0.8, momentum: 0.5, epsilon: 1e-2 }, () => tf.train.rmsprop(RATE, 0.8, 0.5, 1e-2)],
  [{ type: 'adam', beta1: 0.8, beta2: 0.9, epsilon: 1e-2 }, () => tf.train.adam(RATE, 0.8, 0.9, 1e-2)],
  [{ type: 'adamax', beta1: 0.8, beta2: 0.9, epsilon: 1e-2, decay: 0.3 }, () => tf.train.adamax(RATE, 0.8, 0.9, 1e-2, 0.3)],
];

beforeAll(() => useBackend('cpu'));

/** The weights after each step of TF.js's own optimizer. */
function stockWalk(optimizer: Optimizer): number[][] {
  const variables = tf.tidy(() => split(recorded.weights).map((values) => tf.variable(tf.tensor1d(values))));
  const steps = recorded.gradients.map((gradients, step) => {
    const rate = RATE * recorded.factors[step]!;
    const adjustable = optimizer as Optimizer & { learningRate: number; setLearningRate?(rate: number): void };
    if (adjustable.setLearningRate) adjustable.setLearningRate(rate);
    else adjustable.learningRate = rate;
    tf.tidy(() =>
      optimizer.applyGradients(split(gradients).map((values, i) => ({ name: variables[i]!.name, tensor: tf.tensor1d(values) }))),
    );
    return variables.flatMap((variable) => [...variable.dataSync()]);
  });
  tf.disposeVariables();
  tf.dispose(variables);
  return steps;
}

test.each(cases)('%j steps as that of tf.train does', (spec, stock) => {
  const theirs = stockWalk(stock());
  const ours = walk(make(spec), split(recorded.weights), RATE).weights;
  ours.forEach((step, s) => step.forEach((value, i) => expect(Math.abs(value - theirs[s]![i]!)).toBeLessThan(2e-6)));
});

test('the first step of adadelta is small, as in the paper, where that of tf.train is the gradient itself', () => {
  const [before] = split(recorded.weights);
  const [gradient] = split(recorded.gradients[0]!);
  const theirs = stockWalk(tf.train.adadelta(RATE, 0.9, 1e-7))[0]!;
  const ours = walk(make({ type: 'adadelta', rho: 0.9, epsilon: 1e-7 }), split(recorded.weights), RATE, { to: 1 }).weights[0]!;
  before!.forEach((value, i) => {
    const g = gradient![i]!;
    expect(theirs[i]).toBeCloseTo(value - RATE * g, 5);
    expect(ours[i]).toBeCloseTo(value - (RATE * Math.sqrt(1e-7) * g) / Math.sqrt(0.1 * g * g + 1e-7), 6);
  });
});
