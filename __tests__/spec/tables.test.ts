import { describe, expect, test } from '@jest/globals';
import { tf, tfl } from '#tf';
import { lossOption, losses } from '../../src/spec/losses.ts';
import { metricOption, metrics } from '../../src/spec/metrics.ts';
import type { Named, NamedTable } from '../../src/spec/named.ts';
import { optimizerOption, optimizers } from '../../src/spec/optimizers.ts';
import { useBackend } from '../../src/node/backend.ts';

const words = (table: NamedTable) => Object.values(table).flatMap(({ type, aliases = [] }: Named) => [type, ...aliases]);

describe('every name that TF.js knows is known', () => {
  test('of losses', () => {
    // Weighs other losses, and takes a tensor to do so.
    const ours = Object.keys(tf.losses).filter((name) => name !== 'computeWeightedLoss');
    expect(words(losses)).toEqual(expect.arrayContaining(ours));
    for (const name of words(losses)) expect(lossOption({ doc: '' }).check(name, '')).toEqual([]);
  });

  test('of metrics', () => {
    expect(words(metrics)).toEqual(expect.arrayContaining(Object.keys(tfl.metrics)));
    for (const name of words(metrics)) expect(metricOption({ doc: '' }).check(name, '')).toEqual([]);
  });

  test('of optimizers', () => {
    expect(words(optimizers)).toEqual(
      expect.arrayContaining(Object.getOwnPropertyNames(tf.train).filter((name) => !['length', 'name', 'prototype'].includes(name))),
    );
  });
});

/** Optimizers that TF.js knows by name. */
const stock = ['sgd', 'adagrad', 'adadelta', 'rmsprop', 'adam', 'adamax'];

test('TF.js takes by name the losses, metrics and optimizers that it has by name', async () => {
  await useBackend('cpu');
  const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [1] })] });
  const compile = (args: object) => () => model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...args });
  const nameless = [
    'absoluteDifference',
    'cosineDistance',
    'hingeLoss',
    'huberLoss',
    'logLoss',
    'sigmoidCrossEntropy',
    'softmaxCrossEntropy',
    'quantile',
    'quantiles',
    'ordinalCrossentropy',
    'logPoisson',
    'binaryFocalCrossentropy',
    'categoricalFocalCrossentropy',
  ];
  for (const loss of Object.keys(losses)) {
    if (nameless.includes(loss)) expect(compile({ loss })).toThrow();
    else expect(compile({ loss })).not.toThrow();
  }
  for (const optimizer of Object.keys(optimizers)) {
    if (stock.includes(optimizer)) expect(compile({ optimizer })).not.toThrow();
    else expect(compile({ optimizer })).toThrow();
  }
  model.dispose();
});

test('the defaults of optimizers are those that TF.js uses by name', async () => {
  await useBackend('cpu');
  const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [1] })] });
  for (const type of stock) {
    model.compile({ optimizer: type, loss: 'meanSquaredError' });
    const theirs = model.optimizer.getConfig();
    const ours = optimizerOption({ doc: '' }).normalise(type as 'adam');
    const { epsilon: _, ...rest } = theirs;
    expect(ours).toMatchObject({ type, ...rest });
  }
  model.dispose();
});
