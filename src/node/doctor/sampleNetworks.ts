import type { LayerSpec, NetworkSpec } from '../../spec/network.ts';

/** A small network around a layer: what it is called, what goes in, and whether it can be trained. */
export interface Sample {
  readonly name: string;
  readonly network: NetworkSpec;
  /** Whole numbers below this go in. Default: any numbers. */
  readonly below?: number;
}

const chain = (input: readonly number[], ...layers: readonly LayerSpec[]): NetworkSpec => ({ input, layers });
/** A layer with weights first, so that a gradient must pass through the layer itself. */
const behind = (size: readonly number[], layer: LayerSpec): NetworkSpec => chain(size, { type: 'dense', units: size.at(-1)! }, layer);
const merged = (layer: LayerSpec, size: readonly number[] = [4]): NetworkSpec => ({
  input: size,
  layers: [
    { type: 'dense', id: 'left', units: size.at(-1)!, from: 'input' },
    { type: 'dense', id: 'right', units: size.at(-1)!, from: 'input' },
    { ...layer, from: ['left', 'right'] },
  ],
});
const image = [6, 6, 2];
const volume = [4, 4, 4, 2];
const steps = [5, 3];

/** Every kind of layer, with its defaults and with other options. */
export const samples: readonly Sample[] = [
  { name: 'dense', network: chain([4], { type: 'dense', units: 3 }) },
  {
    name: 'dense with all options',
    network: chain([4], {
      type: 'dense',
      units: 3,
      activation: 'gelu_new',
      useBias: true,
      kernelInitializer: { type: 'varianceScaling', scale: 3, mode: 'fanOut', distribution: 'uniform' },
      biasInitializer: { type: 'constant', value: 0.5 },
      kernelRegularizer: { type: 'l1l2', l1: 0.02, l2: 0.03 },
      biasRegularizer: 'l1',
      kernelConstraint: { type: 'minMaxNorm', maxValue: 3, axis: 1 },
      biasConstraint: 'nonNeg',
    }),
  },
  ...(['hardSigmoid', 'relu6', 'softplus', 'swish', 'mish', 'selu', 'softsign'] as const).map((activation) => ({
    name: `dense with ${activation}`,
    network: chain([4], { type: 'dense', units: 3, activation }),
  })),
  { name: 'dense on sequences', network: chain(steps, { type: 'dense', units: 2, useBias: false, kernelInitializer: 'heNormal' }) },
  { name: 'frozen dense', network: chain([4], { type: 'dense', units: 3, trainable: false }, { type: 'dense', units: 2 }) },
  { name: 'activation', network: behind([4], { type: 'activation', activation: 'softmax' }) },
  { name: 'flatten', network: behind(image, { type: 'flatten' }) },
  { name: 'flatten of channels first', network: behind(image, { type: 'flatten', dataFormat: 'channelsFirst' }) },
  { name: 'masking', network: chain(steps, { type: 'masking', maskValue: -1 }, { type: 'lstm', units: 2 }) },
  { name: 'permute', network: behind(steps, { type: 'permute', dims: [2, 1] }) },
  { name: 'repeatVector', network: behind([3], { type: 'repeatVector', n: 2 }) },
  { name: 'reshape', network: behind([6], { type: 'reshape', targetShape: [3, 2] }) },

  { name: 'conv1d', network: behind(steps, { type: 'conv1d', filters: 2, kernelSize: 3 }) },
  { name: 'dilated conv1d', network: behind(steps, { type: 'conv1d', filters: 2, kernelSize: 2, dilationRate: 2 }) },
  { name: 'conv2d', network: behind(image, { type: 'conv2d', filters: 2, kernelSize: 3 }) },
  {
    name: 'conv2d with options',
    network: behind(image, {
      type: 'conv2d',
      filters: 3,
      kernelSize: [2, 3],
      strides: 2,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: 'heUniform',
      kernelRegularizer: 'l2',
      kernelConstraint: { type: 'unitNorm', axis: 2 },
    }),
  },
  { name: 'dilated conv2d', network: behind(image, { type: 'conv2d', filters: 2, kernelSize: 2, dilationRate: 2 }) },
  { name: 'conv2d of channels first', network: behind(image, { type: 'conv2d', filters: 2, kernelSize: 2, dataFormat: 'channelsFirst' }) },
  { name: 'conv2dTranspose', network: behind(image, { type: 'conv2dTranspose', filters: 2, kernelSize: 3, strides: 2 }) },
  { name: 'conv2dTranspose, same', network: behind(image, { type: 'conv2dTranspose', filters: 2, kernelSize: 3, padding: 'same' }) },
  { name: 'dilated conv3d', network: behind(volume, { type: 'conv3d', filters: 2, kernelSize: [2, 1, 2], dilationRate: [2, 1, 3] }) },
  { name: 'dilated separableConv2d', network: behind(image, { type: 'separableConv2d', filters: 2, kernelSize: 2, dilationRate: 2 }) },
  { name: 'strided conv3d', network: behind(volume, { type: 'conv3d', filters: 2, kernelSize: 2, strides: 2, padding: 'same' }) },
  { name: 'conv3d', network: behind(volume, { type: 'conv3d', filters: 2, kernelSize: 2 }) },
  {
    name: 'conv3dTranspose',
    network: behind(volume, { type: 'conv3dTranspose', filters: 2, kernelSize: 2 }),
  },
  {
    name: 'depthwiseConv2d',
    network: behind(image, { type: 'depthwiseConv2d', kernelSize: 3, depthMultiplier: 2, depthwiseRegularizer: 'l2' }),
  },
  { name: 'separableConv2d', network: behind(image, { type: 'separableConv2d', filters: 3, kernelSize: 2, depthMultiplier: 2 }) },
  {
    name: 'separableConv2d with options',
    network: behind(image, {
      type: 'separableConv2d',
      filters: 3,
      kernelSize: 3,
      padding: 'same',
      depthwiseInitializer: 'leCunNormal',
      pointwiseInitializer: 'leCunUniform',
      pointwiseConstraint: 'maxNorm',
    }),
  },

  ...(['averagePooling1d', 'maxPooling1d'] as const).flatMap((type) => [
    { name: type, network: behind(steps, { type }) },
    { name: `${type} with options`, network: behind(steps, { type, poolSize: 3, strides: 1, padding: 'same' }) },
  ]),
  ...(['averagePooling2d', 'maxPooling2d'] as const).flatMap((type) => [
    { name: type, network: behind(image, { type }) },
    { name: `${type} with options`, network: behind(image, { type, poolSize: [3, 2], strides: [1, 2], padding: 'same' }) },
    { name: `${type} of channels first`, network: behind(image, { type, poolSize: 2, dataFormat: 'channelsFirst', padding: 'same' }) },
  ]),
  ...(['averagePooling3d', 'maxPooling3d'] as const).map((type) => ({ name: type, network: behind(volume, { type }) })),
  ...[
    behind(steps, { type: 'conv1d', filters: 2, kernelSize: 1, strides: 2, padding: 'same' }),
    behind(image, { type: 'conv2d', filters: 2, kernelSize: [1, 3], strides: 2, padding: 'same' }),
    behind(image, { type: 'conv2dTranspose', filters: 2, kernelSize: [1, 3], strides: 2, padding: 'same' }),
    behind(image, { type: 'depthwiseConv2d', kernelSize: [1, 3], strides: 2, padding: 'same' }),
    behind(image, { type: 'separableConv2d', filters: 2, kernelSize: [1, 3], strides: 2, padding: 'same' }),
    behind(volume, { type: 'conv3d', filters: 2, kernelSize: [1, 2, 1], strides: 2, padding: 'same' }),
    behind(volume, { type: 'conv3dTranspose', filters: 2, kernelSize: [1, 2, 1], strides: 2, padding: 'same' }),
    ...(['averagePooling1d', 'maxPooling1d'] as const).map((type) => behind(steps, { type, poolSize: 2, strides: 3, padding: 'same' })),
    ...(['averagePooling2d', 'maxPooling2d'] as const).map((type) =>
      behind(image, { type, poolSize: [1, 3], strides: 2, padding: 'same' }),
    ),
    ...(['averagePooling3d', 'maxPooling3d'] as const).map((type) => behind(volume, { type, poolSize: 1, strides: 2, padding: 'same' })),
  ].map((network) => ({ name: `${network.layers.at(-1)!.type} with strides longer than its window`, network })),
  {
    name: 'maxPooling3d with strides longer by two than its window',
    network: behind([6, 3, 2, 2], { type: 'maxPooling3d', poolSize: 1, strides: [3, 3, 1], padding: 'same' }),
  },
  // 0 and 1 go in, so that windows have several largest values.
  ...[
    behind([6, 2], { type: 'maxPooling1d', poolSize: 3, strides: 2 }),
    behind(image, { type: 'maxPooling2d' }),
    behind(volume, { type: 'maxPooling3d' }),
    behind([6, 2], { type: 'globalMaxPooling1d' }),
    behind(image, { type: 'globalMaxPooling2d' }),
  ].map((network) => ({ name: `${network.layers.at(-1)!.type} of equal values`, network, below: 2 })),
  ...(['globalAveragePooling1d', 'globalMaxPooling1d'] as const).map((type) => ({ name: type, network: behind(steps, { type }) })),
  ...(['globalAveragePooling2d', 'globalMaxPooling2d'] as const).map((type) => ({ name: type, network: behind(image, { type }) })),
  { name: 'cropping2D', network: behind(image, { type: 'cropping2D', cropping: [[1, 0], [0, 2]] }) }, // prettier-ignore
  { name: 'upSampling2d', network: behind(image, { type: 'upSampling2d' }) },
  { name: 'bilinear upSampling2d', network: behind(image, { type: 'upSampling2d', size: [2, 3], interpolation: 'bilinear' }) },
  { name: 'zeroPadding2d', network: behind(image, { type: 'zeroPadding2d', padding: [1, 2] }) },

  ...(['simpleRNN', 'gru', 'lstm'] as const).flatMap((type) => [
    { name: type, network: chain(steps, { type, units: 2 }) },
    {
      name: `${type} with options`,
      network: chain(steps, {
        type,
        units: 2,
        activation: 'relu',
        returnSequences: true,
        goBackwards: true,
        dropout: 0.2,
        recurrentDropout: 0.3,
        recurrentInitializer: 'glorotUniform',
        recurrentRegularizer: 'l2',
        biasConstraint: 'nonNeg',
      }),
    },
    { name: `stateful ${type}`, network: { input: { shape: steps, batchSize: 4 }, layers: [{ type, units: 2, stateful: true }] } },
  ]),
  { name: 'lstm that remembers at first', network: chain(steps, { type: 'lstm', units: 2, unitForgetBias: true, returnState: true }) },
  { name: 'rnn of a cell', network: chain(steps, { type: 'rnn', cell: { type: 'gruCell', units: 2 }, returnSequences: true }) },
  {
    name: 'rnn of stacked cells',
    network: chain(steps, {
      type: 'rnn',
      cell: [
        { type: 'lstmCell', units: 2, kernelInitializer: 'glorotUniform' },
        { type: 'simpleRNNCell', units: 3 },
      ],
    }),
  },
  { name: 'convLstm2d', network: chain([3, 4, 4, 2], { type: 'convLstm2d', filters: 2, kernelSize: 2 }) },
  {
    name: 'convLstm2d with options',
    network: chain([3, 4, 4, 2], { type: 'convLstm2d', filters: 2, kernelSize: 3, padding: 'same', returnSequences: true, dropout: 0.1 }),
  },
  {
    name: 'dilated convLstm2d',
    network: chain([3, 4, 4, 2], { type: 'convLstm2d', filters: 2, kernelSize: 2, dilationRate: 2, padding: 'same', dropout: 0.1 }),
  },
  { name: 'bidirectional', network: chain(steps, { type: 'bidirectional', layer: { type: 'lstm', units: 2 } }) },
  {
    name: 'bidirectional with options',
    network: chain(steps, {
      type: 'bidirectional',
      mergeMode: 'ave',
      layer: { type: 'gru', units: 2, returnSequences: true, kernelRegularizer: 'l2' },
    }),
  },
  {
    name: 'stateful bidirectional',
    network: {
      input: { shape: steps, batchSize: 4 },
      layers: [{ type: 'bidirectional', layer: { type: 'gru', units: 2, stateful: true } }],
    },
  },
  { name: 'timeDistributed', network: chain(steps, { type: 'timeDistributed', layer: { type: 'dense', units: 2, activation: 'tanh' } }) },
  {
    name: 'timeDistributed convolution',
    network: chain([3, ...image], {
      type: 'timeDistributed',
      layer: { type: 'conv2d', filters: 2, kernelSize: 2, kernelConstraint: 'maxNorm' },
    }),
  },

  { name: 'embedding', network: chain([5], { type: 'embedding', inputDim: 7, outputDim: 3 }), below: 7 },
  {
    name: 'embedding with a mask',
    network: chain(
      [5],
      { type: 'embedding', inputDim: 7, outputDim: 3, maskZero: true, embeddingsInitializer: 'randomNormal', embeddingsRegularizer: 'l2' },
      { type: 'gru', units: 2 },
    ),
    below: 7,
  },
  { name: 'batchNormalization', network: behind([4], { type: 'batchNormalization' }) },
  {
    name: 'batchNormalization with options',
    network: behind(image, {
      type: 'batchNormalization',
      axis: 1,
      momentum: 0.5,
      epsilon: 0.01,
      center: false,
      gammaInitializer: { type: 'truncatedNormal', mean: 1 },
      gammaRegularizer: 'l2',
    }),
  },
  { name: 'layerNormalization', network: behind([4], { type: 'layerNormalization' }) },
  { name: 'layerNormalization of two axes', network: behind(steps, { type: 'layerNormalization', axis: [1, 2], scale: false }) },
  { name: 'alphaDropout', network: behind([4], { type: 'alphaDropout', rate: 0.2 }) },
  { name: 'dropout', network: behind([4], { type: 'dropout', rate: 0.2, seed: 3 }) },
  { name: 'dropout of steps', network: behind(steps, { type: 'dropout', rate: 0.2, noiseShape: [null, 1, 3] }) },
  { name: 'gaussianDropout', network: behind([4], { type: 'gaussianDropout', rate: 0.2 }) },
  { name: 'gaussianNoise', network: behind([4], { type: 'gaussianNoise', stddev: 0.2 }) },
  { name: 'spatialDropout1d', network: behind(steps, { type: 'spatialDropout1d', rate: 0.2 }) },

  { name: 'elu', network: behind([4], { type: 'elu', alpha: 1 }) },
  { name: 'leakyReLU', network: behind([4], { type: 'leakyReLU', alpha: 0.1 }) },
  { name: 'prelu', network: behind(steps, { type: 'prelu', alphaInitializer: { type: 'constant', value: 0.25 }, sharedAxes: [1] }) },
  { name: 'reLU', network: behind([4], { type: 'reLU', maxValue: 6 }) },
  { name: 'softmax', network: behind(steps, { type: 'softmax', axis: 2 }) },
  { name: 'thresholdedReLU', network: behind([4], { type: 'thresholdedReLU', theta: 0.1 }) },

  ...(['add', 'average', 'maximum', 'minimum', 'multiply'] as const).map((type) => ({ name: type, network: merged({ type }) })),
  { name: 'concatenate', network: merged({ type: 'concatenate' }) },
  { name: 'concatenate along steps', network: merged({ type: 'concatenate', axis: 1 }, steps) },
  { name: 'dot', network: merged({ type: 'dot', axes: 1 }) },
  { name: 'dot of sequences', network: merged({ type: 'dot', axes: [2, 2], normalize: true }, steps) },

  { name: 'categoryEncoding', network: chain([3], { type: 'categoryEncoding', numTokens: 5 }, { type: 'dense', units: 2 }), below: 5 },
  { name: 'centerCrop', network: chain(image, { type: 'centerCrop', height: 4, width: 3 }, { type: 'dense', units: 2 }) },
  {
    name: 'randomWidth',
    network: chain(image, { type: 'randomWidth', factor: 0.2, seed: 3 }, { type: 'globalMaxPooling2d' }, { type: 'dense', units: 2 }),
  },
  { name: 'rescaling', network: behind([4], { type: 'rescaling', scale: 0.5, offset: 1 }) },
  {
    name: 'resizing',
    network: chain(image, { type: 'resizing', height: 3, width: 4, interpolation: 'nearest' }, { type: 'dense', units: 2 }),
  },

  {
    name: 'an inputLayer',
    network: {
      layers: [
        { type: 'inputLayer', id: 'pixels', shape: [4] },
        { type: 'dense', units: 2 },
      ],
    },
  },
  {
    name: 'a residual',
    network: chain([4], {
      type: 'residual',
      layers: [
        { type: 'dense', units: 4 },
        { type: 'activation', activation: 'tanh' },
      ],
    }),
  },
  {
    name: 'a layer shared by two inputs, and two outputs',
    network: {
      inputs: { first: [3], second: [3] },
      layers: [
        { type: 'dense', id: 'tower', units: 4, activation: 'tanh', from: 'first' },
        { type: 'shared', of: 'tower', id: 'tower_again', from: 'second' },
        { type: 'dot', axes: 1, normalize: true, id: 'likeness', from: ['tower', 'tower_again'] },
        { type: 'dense', units: 2, id: 'kind', from: 'tower_again' },
      ],
      outputs: ['likeness', 'kind'],
    },
  },
];
