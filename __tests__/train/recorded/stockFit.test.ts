import { describe, expect, test } from '@jest/globals';
import { compile, type Arrays, type ModelSpec } from 'netspec';
import { tf } from '#tf';
import { useBackend } from '../../../src/node/backend.ts';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { isLong } from '../../long/isLong.ts';
import { spread } from '../../long/spread.ts';
import { leaveNoTensors } from '../tensors.ts';
import { examplesFor } from './examples.ts';
import { chain, dense, head, specOf, type NetworkCase } from './networks.ts';
import { backends, expectTrained, trainBy, weightsOf } from './runs.ts';

leaveNoTensors();

const image = [6, 6, 1];
/** Networks in which nothing is left to chance: random masks of TF.js are not ours. */
const networks: readonly NetworkCase[] = [
  {
    name: 'dense layers with penalties',
    network: chain([4], dense(6, { activation: 'gelu', kernelRegularizer: 'l2' }), dense(5), head(3, 'softmax', { biasRegularizer: 'l1' })),
    training: { loss: 'categoricalCrossentropy' },
  },
  {
    name: 'batch normalization of vectors',
    network: chain([4], dense(5, { useBias: false }), { type: 'batchNormalization' }, dense(4), head(1, 'sigmoid')),
    training: { loss: 'binaryCrossentropy' },
  },
  {
    name: 'convolutions with pooling',
    network: chain(
      [8, 8, 1],
      { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'tanh' },
      { type: 'maxPooling2d' },
      { type: 'conv2d', filters: 3, kernelSize: 2, padding: 'same', activation: 'sigmoid' },
      { type: 'averagePooling2d' },
      { type: 'flatten' },
      head(2),
    ),
    training: { loss: 'meanSquaredError' },
  },
  {
    name: 'depthwise, separable and transposed convolutions',
    network: chain(
      image,
      { type: 'depthwiseConv2d', kernelSize: 2, depthMultiplier: 2 },
      { type: 'separableConv2d', filters: 2, kernelSize: 3, activation: 'tanh' },
      { type: 'conv2dTranspose', filters: 1, kernelSize: 2, strides: 2 },
    ),
    training: { loss: 'meanSquaredError' },
  },
  {
    name: 'a convolution of sequences',
    network: chain([6, 2], { type: 'conv1d', filters: 3, kernelSize: 3, activation: 'tanh' }, { type: 'globalAveragePooling1d' }, head()),
    training: { loss: 'logcosh' },
  },
  {
    name: 'an lstm',
    network: chain([4, 2], { type: 'lstm', units: 3 }, head()),
    training: { loss: 'meanSquaredError' },
  },
  {
    name: 'a gru that goes both ways',
    network: chain([3, 2], { type: 'bidirectional', layer: { type: 'gru', units: 2 } }, head(1, 'sigmoid')),
    training: { loss: 'binaryCrossentropy' },
  },
  {
    name: 'words with gaps into a simple recurrent layer',
    network: chain(
      [4],
      { type: 'embedding', inputDim: 6, outputDim: 3, maskZero: true },
      { type: 'simpleRNN', units: 3 },
      head(3, 'softmax'),
    ),
    below: 6,
    training: { loss: 'sparseCategoricalCrossentropy' },
  },
  {
    name: 'a residual with layer normalization',
    network: chain([4], { type: 'residual', layers: [dense(6), { type: 'layerNormalization' }, head(4)] }, head(2)),
    training: { loss: 'meanAbsoluteError' },
  },
  {
    name: 'two inputs, two outputs and a product',
    network: {
      inputs: { left: [3], right: [3] },
      layers: [
        dense(4, { id: 'first', from: 'left' }),
        dense(4, { id: 'second', from: 'right' }),
        { type: 'multiply', id: 'both', from: ['first', 'second'] },
        head(1, 'linear', { id: 'number', from: 'both' }),
        head(3, 'softmax', { id: 'kind', from: 'both' }),
      ],
      outputs: ['number', 'kind'],
    },
    training: { loss: ['meanSquaredError', 'categoricalCrossentropy'] },
  },
];
const optimizers = [
  { type: 'sgd', learningRate: 0.1 },
  // TF.js keeps 1 - beta2^steps in 32 bits, which for the usual 0.999 have lost four digits of it.
  { type: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.9, epsilon: 1e-4 },
] as const;
/** 20 steps. */
const options = { epochs: 10, batchSize: 4, shuffle: false } as const;
const SEED = 5;

/** In the order of the model's inputs or outputs. */
const tensors = (data: Arrays['xs'], names: readonly string[]) =>
  names.map((name) => tf.tensor((names.length === 1 ? data : (data as Record<string, unknown>)[name]) as number[]));

async function fit(model: LayersModel, { xs, ys }: Arrays) {
  const [inputs, labels] = [tensors(xs, model.inputNames), tensors(ys, model.outputNames)];
  const { history } = await model.fit(inputs, labels, { ...options, verbose: 0 });
  tf.dispose([inputs, labels]);
  return history['loss'] as readonly number[];
}

/** How far numbers are apart, as a share of those that are more than 1. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!) / Math.max(1, Math.abs(b[i]!))));

describe.each(backends)('a recorded step ends where stock fit ends on %s:', (backend) => {
  describe.each(optimizers)('$type,', (optimizer) => {
    // Half of them by each, on the other backend the other half; where there is time, all.
    const turn = backends.indexOf(backend) + optimizers.indexOf(optimizer);
    const some = networks.filter((_, i) => isLong || i % 2 === turn % 2);
    test.each(spread(some, 2, optimizers.indexOf(optimizer)))('$name', async ({ network, training, ...rest }) => {
      await useBackend(backend);
      const model: ModelSpec = specOf(network, { ...training, optimizer });
      const data = examplesFor(model, rest);
      const stock = compile(model as object as { network: { layers: [] } }, { seed: SEED });
      const start = weightsOf(stock);
      const losses = await fit(stock, data);
      const theirs = weightsOf(stock);
      stock.dispose();
      const ours = await trainBy('auto', { model, data, options: { ...options, seed: SEED } }, backend);
      expectTrained(ours);
      expect(Math.max(...theirs.map((values, i) => distance(values, start[i]!)))).toBeGreaterThan(0.01);
      theirs.forEach((values, i) => expect(distance(ours.weights[i]!, values)).toBeLessThan(1e-6));
      expect(distance(ours.history['loss']!, losses)).toBeLessThan(1e-6);
    });
  });
});
