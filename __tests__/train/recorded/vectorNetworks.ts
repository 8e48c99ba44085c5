import { activations } from '../../../src/spec/activations.ts';
import { binary, chain, classes, dense, head, squares, type NetworkCase } from './networks.ts';

const merges = ['add', 'average', 'maximum', 'minimum', 'multiply', 'concatenate'] as const;

/** Networks of vectors: dense layers, in chains and in graphs, and what stands between them. */
export const vectorNetworks: readonly NetworkCase[] = [
  {
    name: 'a wide chain of dense layers with relu, too much for plain loops',
    network: chain([150], dense(48, { activation: 'relu' }), head(3, 'softmax')),
    rows: 20,
    training: { ...classes, optimizer: 'adam', batchSize: 16, metrics: ['accuracy'] },
  },
  {
    name: 'a deep chain of dense layers, validated',
    network: chain([6], { type: 'repeat', times: 6, layers: [dense(5)] }, head(2)),
    rows: 8,
    training: { ...squares, optimizer: 'sgd', validationSplit: 0.25, metrics: ['meanAbsoluteError', 'r2Score'] },
  },
  {
    name: 'every activation, side by side',
    network: {
      input: [4],
      layers: [
        ...activations.map((activation) => dense(3, { activation, id: `with_${activation}`, from: 'input' })),
        { type: 'concatenate', from: activations.map((activation) => `with_${activation}`) },
        head(2, 'sigmoid'),
      ],
    },
    training: { ...binary, optimizer: 'nadam', metrics: ['accuracy'] },
  },
  {
    name: 'every layer that is an activation',
    network: chain(
      [4],
      head(5),
      { type: 'prelu', alphaInitializer: { type: 'constant', value: 0.2 } },
      head(5),
      { type: 'elu' },
      head(5),
      { type: 'leakyReLU', alpha: 0.2 },
      head(5),
      { type: 'thresholdedReLU', theta: 0.05 },
      head(5),
      { type: 'reLU', maxValue: 2 },
      head(4),
      { type: 'softmax' },
      { type: 'activation', activation: 'swish' },
      head(),
    ),
    training: { ...squares, optimizer: { type: 'rmsprop', momentum: 0.5, centered: true, learningRate: 0.01 } },
  },
  {
    name: 'residuals of layers and normalization',
    network: chain(
      [4],
      { type: 'repeat', times: 2, layers: [{ type: 'residual', layers: [dense(6), { type: 'layerNormalization' }, head(4)] }] },
      head(2, 'softmax'),
    ),
    training: { ...classes, optimizer: { type: 'adamW', learningRate: 0.01, amsgrad: true } },
  },
  {
    name: 'every way to merge',
    network: {
      input: [4],
      layers: [
        dense(3, { id: 'left', from: 'input' }),
        dense(3, { id: 'right', from: 'input' }),
        ...merges.map((type) => ({ type, id: type, from: ['left', 'right'] })),
        { type: 'dot', axes: 1, normalize: true, id: 'dot', from: ['left', 'right'] },
        { type: 'concatenate', from: [...merges, 'dot'] },
        head(),
      ],
    },
    training: { ...squares, optimizer: 'momentum' },
  },
  {
    name: 'several inputs and outputs, each with a loss, rows weighted',
    network: {
      inputs: { left: [2], right: [3] },
      layers: [
        { type: 'concatenate', id: 'both', from: ['left', 'right'] },
        dense(5, { id: 'wide', from: 'both' }),
        head(1, 'linear', { id: 'total', from: 'wide' }),
        head(3, 'softmax', { id: 'kind', from: 'wide' }),
        head(1, 'sigmoid', { id: 'sure', from: 'right' }),
      ],
      outputs: ['total', 'kind', 'sure'],
    },
    weighted: true,
    training: { loss: ['huberLoss', 'sparseCategoricalCrossentropy', 'binaryCrossentropy'], optimizer: 'adamax' },
  },
  {
    name: 'a layer that two inputs share',
    network: {
      inputs: { first: [3], second: [3] },
      layers: [
        dense(4, { id: 'tower', from: 'first' }),
        { type: 'shared', of: 'tower', id: 'again', from: 'second' },
        { type: 'dot', axes: 1, id: 'likeness', from: ['tower', 'again'] },
      ],
    },
    training: { ...squares, optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true } },
  },
  {
    name: 'batch normalization behind dense layers, classes weighted',
    network: chain([4], dense(5), { type: 'batchNormalization', momentum: 0.6 }, dense(4, { useBias: false }), { type: 'batchNormalization', scale: false }, head(1, 'sigmoid')), // prettier-ignore
    rows: 8,
    training: { ...binary, optimizer: 'adam', classWeight: { 0: 1, 1: 2.5 }, validationSplit: 0.25, metrics: ['accuracy', 'rocAuc'] },
  },
  {
    name: 'dropout and noise of all sorts',
    network: chain(
      [6],
      { type: 'gaussianNoise', stddev: 0.3 },
      dense(8),
      { type: 'dropout', rate: 0.4 },
      dense(8, { activation: 'selu' }),
      { type: 'alphaDropout', rate: 0.2 },
      dense(8),
      { type: 'gaussianDropout', rate: 0.2 },
      dense(8),
      { type: 'dropout', rate: 0.3, seed: 7 },
      { type: 'dropout', rate: 0.3, noiseShape: [null, 1] },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'penalties of all sorts, on kernels and biases',
    network: chain(
      [4],
      dense(5, { kernelRegularizer: 'l1', biasRegularizer: 'l2' }),
      dense(4, { kernelRegularizer: { type: 'l1l2', l1: 0.02, l2: 0.03 }, biasRegularizer: 'l1' }),
      head(1, 'linear', { kernelRegularizer: { type: 'l2', l2: 0.1 } }),
    ),
    training: { ...squares, optimizer: 'adagrad' },
  },
  {
    name: 'weights kept in bounds of all sorts',
    network: chain(
      [4],
      dense(5, { kernelConstraint: { type: 'maxNorm', maxValue: 0.7 }, biasConstraint: 'nonNeg' }),
      dense(4, { kernelConstraint: { type: 'minMaxNorm', minValue: 0.5, maxValue: 0.8, rate: 0.5 } }),
      dense(4, { kernelConstraint: 'unitNorm' }),
      head(1, 'linear', { kernelConstraint: 'nonNeg' }),
    ),
    training: { ...squares, optimizer: { type: 'sgd', learningRate: 0.1 } },
  },
  {
    name: 'layers that are left as they are',
    network: chain(
      [4],
      dense(5, { trainable: false }),
      { type: 'batchNormalization', trainable: false },
      dense(4),
      { type: 'layerNormalization', trainable: false },
      head(),
    ),
    training: { ...squares, optimizer: { type: 'adamW', weightDecayOn: 'all', learningRate: 0.01 } },
  },
  {
    name: 'means of weights, gradients of two steps, a global clip, a multiplier',
    network: chain([4], dense(5, { id: 'wide' }), { type: 'layerNormalization' }, head(2)),
    training: {
      ...squares,
      optimizer: {
        type: 'adam',
        learningRate: 0.05,
        useEma: true,
        emaMomentum: 0.8,
        gradientAccumulationSteps: 2,
        globalClipNorm: 0.5,
        learningRateMultipliers: { wide: 0.3 },
      },
      keepBest: true,
    },
  },
];
