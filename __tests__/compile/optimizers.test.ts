import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Optimizer, Scalar } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { createStockOptimizer } from '../../src/compile/optimizers.ts';
import { useBackend } from '../../src/node/backend.ts';
import { createOptimizer } from '../../src/optimizers/createOptimizer.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { optimizerOption, optimizers, type OptimizerSpec } from '../../src/spec/optimizers.ts';
import { backends } from '../backends.ts';
import { spread } from '../long/spread.ts';

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

/** Those that TF.js has. */
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

/** Those that it lacks, and arguments that it lacks. */
const ours: readonly { readonly value: NamedValue }[] = [
  ...Object.keys(optimizers)
    .filter((type) => !stock.some(({ value }) => value.type === type))
    .map((type) => one.normalise(type as 'adam')),
  one.normalise({ type: 'sgd', momentum: 0.9, nesterov: true }),
  one.normalise({ type: 'adam', amsgrad: true }),
  ...stock.map(({ value }) => one.normalise({ ...value, globalClipNorm: 5, weightDecay: 0.1 } as OptimizerSpec)),
].map((value) => ({ value }));

/** The same by our loops alone. */
function walkByLoops(value: NamedValue, decays: boolean): number[] {
  const optimizer = createOptimizer(value, [{ name: 'w', layer: 'w', size: 2, decays }]);
  const weight = Float32Array.of(3, -2);
  for (let step = 0; step < 10; step++) optimizer.apply([weight], [weight.map((w) => 4 * w ** 3 + 1)], value['learningRate'] as number);
  return Array.from(weight);
}

describe.each(backends)('on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  test.each(ours)('$value.type, of which TF.js lacks something, steps as our loops do: $value', ({ value }) => {
    const expected = walkByLoops(value, false);
    const close = expected.map((number) => expect.closeTo(number, 4) as unknown as number);
    const before = tf.memory().numTensors;
    expect(walk(createStockOptimizer(value))).toEqual(close);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(spread(stock, backends.length, backends.indexOf(backend)))(
    '$value.type with its arguments steps as the one of tf.train does',
    ({ value, make }) => {
      expect(walk(createStockOptimizer(value))).toEqual(walk(make()));
    },
  );

  test.each(spread(stock, backends.length, backends.indexOf(backend)))('$value.type leaves nothing behind', ({ value }) => {
    const before = tf.memory().numTensors;
    walk(createStockOptimizer(value));
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
    expect(stay(createStockOptimizer(one.normalise({ type: 'rmsprop', learningRate: 0.1, centered: true })))).toBe(5);
  });
});

describe('one that TF.js lacks', () => {
  beforeEach(() => useBackend('cpu'));

  /** Two dense layers that stock `fit` trains. */
  const compiled = (optimizer: OptimizerSpec) =>
    compile(
      {
        network: {
          input: [2],
          layers: [
            { type: 'dense', id: 'first', units: 3, activation: 'tanh' },
            { type: 'dense', id: 'last', units: 1 },
          ],
        },
        training: { loss: 'mse', optimizer },
      },
      { seed: 1 },
    );
  const fit = async (model: LayersModel) => {
    const [xs, ys] = [tf.tensor2d([[0, 1], [1, 0], [1, 1]]), tf.tensor2d([[1], [2], [3]])]; // prettier-ignore
    const { history } = await model.fit(xs, ys, { epochs: 20, verbose: 0 });
    tf.dispose([xs, ys]);
    return history['loss'] as number[];
  };

  test.each(Object.keys(optimizers))('%s can be fitted by stock TF.js, and lowers the loss', async (type) => {
    const before = tf.memory().numTensors;
    const model = compiled({ type, learningRate: 0.01, clipNorm: 1, weightDecay: 1e-3 } as OptimizerSpec);
    const loss = await fit(model);
    expect(loss.at(-1)).toBeLessThan(loss[0]!);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('knows the layers by their ids, and says what it is', async () => {
    const model = compiled({ type: 'lion', learningRateMultipliers: { first: 0 }, useEma: true });
    expect(model.optimizer.getClassName()).toBe('lion');
    expect(model.optimizer.getConfig()).toEqual({
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.99,
      learningRateMultipliers: { first: 0 },
      useEma: true,
    });
    const before = model.getWeights().map((weight) => weight.arraySync());
    await fit(model);
    const after = model.getWeights().map((weight) => weight.arraySync());
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after.slice(2)).not.toEqual(before.slice(2));
    model.dispose();
  });

  test('decays kernels, also those whose names were taken', async () => {
    const models = [1, 2].map(() => compiled({ type: 'sgd', learningRate: 1e-6, weightDecay: 1e5 }));
    for (const model of models) {
      model.getLayer('last').setWeights([tf.ones([3, 1]), tf.ones([1])]);
      await fit(model);
      const [kernel, bias] = model.getLayer('last').getWeights();
      expect(kernel!.dataSync()[0]).toBeLessThan(0.5);
      expect(bias!.dataSync()[0]).toBeGreaterThan(0.9);
    }
    models.forEach((model) => model.dispose());
  });

  test('tells a multiplier of a layer that is not there', async () => {
    const model = compiled({ type: 'adam', learningRateMultipliers: { frist: 0 } });
    await expect(fit(model)).rejects.toThrow('did you mean "first"?');
    model.dispose();
  });
});
