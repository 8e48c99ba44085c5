import { describe, expect, test } from '@jest/globals';
import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import { train, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { spread } from '../long/spread.ts';
import { distance, leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const xs = wave(22, 3);
const ys = xs.map(([a, b]) => [Number(a! > b!)]);

const dense = (units: number, seed: number, more: object) =>
  tfl.layers.dense({ units, kernelInitializer: tfl.initializers.glorotUniform({ seed }), ...more });
const networks = {
  'a chain of dense layers': () =>
    tfl.sequential({ layers: [dense(4, 1, { activation: 'tanh', inputShape: [3] }), dense(1, 2, { activation: 'sigmoid' })] }),
  'with batch normalization, penalties and a layer that is left alone': () => {
    const input = tfl.input({ shape: [3] });
    const wide = dense(4, 1, { activation: 'elu', kernelRegularizer: tfl.regularizers.l2({ l2: 0.05 }) }).apply(input);
    const even = tfl.layers.batchNormalization().apply(wide);
    const still = dense(4, 3, { activation: 'tanh', trainable: false }).apply(even);
    const answer = dense(1, 2, { activation: 'sigmoid', biasRegularizer: tfl.regularizers.l1({ l1: 0.01 }) }).apply(still);
    return tfl.model({ inputs: input, outputs: answer as ReturnType<typeof tfl.input> });
  },
} as const;

/** Each with the learning rate of tf.train, and what a spec says for it. */
const optimizers: readonly (readonly [string, () => Optimizer, TrainOptions['optimizer']])[] = [
  ['sgd', () => tf.train.sgd(0.2), { type: 'sgd', learningRate: 0.2 }],
  ['momentum', () => tf.train.momentum(0.1, 0.8), { type: 'momentum', learningRate: 0.1, momentum: 0.8 }],
  ['nesterov', () => tf.train.momentum(0.1, 0.8, true), { type: 'momentum', learningRate: 0.1, momentum: 0.8, useNesterov: true }],
  ['adagrad', () => tf.train.adagrad(0.1, 0.2), { type: 'adagrad', learningRate: 0.1, initialAccumulatorValue: 0.2 }],
  [
    'rmsprop',
    () => tf.train.rmsprop(0.01, 0.8, 0.5, 1e-3),
    { type: 'rmsprop', learningRate: 0.01, decay: 0.8, momentum: 0.5, epsilon: 1e-3 },
  ],
  ['adam', () => tf.train.adam(0.02, 0.8, 0.99, 1e-4), { type: 'adam', learningRate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-4 }],
  [
    'adamax',
    () => tf.train.adamax(0.02, 0.8, 0.99, 1e-4, 0.1),
    { type: 'adamax', learningRate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-4, decay: 0.1 },
  ],
];

/** With the learning rate, which momentum keeps as a tensor and does not free. */
function free(optimizer: Optimizer): void {
  optimizer.dispose();
  const { c } = optimizer as { readonly c?: Tensor };
  c?.dispose();
}

async function fit(
  make: () => ReturnType<(typeof networks)['a chain of dense layers']> | ReturnType<typeof tfl.model>,
  optimizer: Optimizer,
) {
  const stock = make();
  stock.compile({ optimizer, loss: 'binaryCrossentropy' });
  const [inputs, labels] = [tf.tensor2d(xs), tf.tensor2d(ys)];
  const { history } = await stock.fit(inputs, labels, { epochs: 3, batchSize: 5, shuffle: false, verbose: 0 });
  const weights = weightsOf(stock);
  tf.dispose([inputs, labels]);
  stock.dispose();
  free(optimizer);
  return { weights, losses: history['loss'] as readonly number[] };
}

describe.each(Object.keys(networks) as (keyof typeof networks)[])('a tf.LayersModel, %s,', (name) => {
  const make = networks[name];
  const options = { epochs: 3, batchSize: 5, shuffle: false, backend: 'cpu' } as const;
  const some = <Row>(rows: readonly Row[], from: number) => spread(rows, 2, (from + Object.keys(networks).indexOf(name)) % 2);

  test.each(some(optimizers, 0))('ends where stock fit ends, compiled or told: %s', async (_, stock, told) => {
    const theirs = await fit(make, stock());
    const start = make();
    expect(distance(weightsOf(start), theirs.weights)).toBeGreaterThan(0.01);
    start.dispose();
    const compiled = make();
    const optimizer = stock();
    compiled.compile({ optimizer, loss: 'binaryCrossentropy' });
    for (const model of [
      await train(compiled, { xs, ys }, options),
      await train(make(), { xs, ys }, { ...options, optimizer: told!, loss: 'binaryCrossentropy' }),
    ]) {
      expect(distance(weightsOf(model.layersModel), theirs.weights)).toBeLessThan(1e-5);
      model.history['loss']!.forEach((loss, i) => expect(loss).toBeCloseTo(theirs.losses[i]!, 5));
      model.dispose();
    }
    free(optimizer);
  });

  test.each(some(['sgd', 'adagrad', 'rmsprop', 'adam', 'adamax'], 1))(
    'compiled with an optimizer by name ends there too: %s',
    async (word) => {
      const models = [make(), make()] as const;
      for (const model of models) model.compile({ optimizer: word, loss: 'binaryCrossentropy' });
      const [inputs, labels] = [tf.tensor2d(xs), tf.tensor2d(ys)];
      await models[0].fit(inputs, labels, { epochs: 3, batchSize: 5, shuffle: false, verbose: 0 });
      const model = await train(models[1], { xs, ys }, options);
      expect(distance(weightsOf(model.layersModel), weightsOf(models[0]))).toBeLessThan(1e-5);
      tf.dispose([inputs, labels]);
      for (const { optimizer } of models) optimizer.dispose();
      models[0].dispose();
      model.dispose();
    },
  );
});
