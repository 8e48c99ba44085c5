import { recurrentConfigurations } from './recurrentConfigurations.ts';

export type Sizes = readonly (number | null)[];
/**
 * What a layer reads and is told: sizes without the batch, or `inputs(...)` for layers that read several; options as a
 * user writes them; the size of the batch where it is fixed.
 */
export type Configuration = readonly [input: Sizes | Inputs, options?: object, batchSize?: number];
export interface Inputs {
  readonly inputs: readonly Sizes[];
}
export const pairs = (...all: readonly Sizes[]): readonly Sizes[] => all;
export const inputs = (...all: readonly Sizes[]): Inputs => ({ inputs: all });

/** Configurations of every kind of layer that TF.js builds and runs. */
export const configurations: Readonly<Record<string, readonly Configuration[]>> = {
  ...recurrentConfigurations,
  dense: [
    [[4], { units: 3 }],
    [[4], { units: 1, useBias: false, activation: 'softmax' }],
    [[5, 4], { units: 2, kernelConstraint: 'maxNorm', biasRegularizer: 'l1' }],
    [[null, 4], { units: 2 }],
    [[2, 3, 4], { units: 4, kernelInitializer: 'orthogonal' }],
    [[1, 2, 3, 4], { units: 4, kernelInitializer: 'identity' }],
    [[4], { units: 2, inputDim: 4 }],
  ],
  activation: [
    [[4], { activation: 'relu' }],
    [[3, 4], { activation: 'logSoftmax' }],
  ],
  flatten: [[[3, 4]], [[2, 3, 4], { dataFormat: 'channelsFirst' }], [[2, 3, 4, 5], { dataFormat: 'channelsLast' }], [[1, 2, 3, 2, 1]]],
  repeatVector: [
    [[4], { n: 3 }],
    [[1], { n: 1 }],
  ],
  reshape: [
    [[12], { targetShape: [3, 4] }],
    [[12], { targetShape: [-1, 4] }],
    [[3, 4], { targetShape: [2, null, 2] }],
    [[3, 4], { targetShape: [12] }],
    [[null, 4], { targetShape: [null, 2, 2] }],
    [[null, 4], { targetShape: [28] }],
    [[3, 4], { targetShape: [2, -1] }, 5],
  ],
  permute: [
    [[4], { dims: [1] }],
    [[3, 4], { dims: [2, 1] }],
    [[2, 3, null], { dims: [3, 1, 2] }],
  ],
  masking: [[[3, 4]], [[null, 4], { maskValue: -1 }]],
  dropout: [
    [[4], { rate: 0.5 }],
    [[3, 4], { rate: 0, noiseShape: [null, 1, 4], seed: 3 }],
    [[3, null], { rate: 0.9, noiseShape: [1, 3, null] }],
    [[4], { rate: 0.5, noiseShape: [5, 1] }, 5],
  ],
  spatialDropout1d: [
    [[3, 4], { rate: 0.5 }],
    [[null, 4], { rate: 0.2, seed: 1 }],
  ],
  alphaDropout: [
    [[4], { rate: 0.5 }],
    [[3, 4], { rate: 0.2, noiseShape: [1, 3, 1] }],
  ],
  gaussianDropout: [[[3, 4], { rate: 0.5 }]],
  gaussianNoise: [[[3, 4], { stddev: 0.5 }]],

  conv1d: [
    [[9, 2], { filters: 3, kernelSize: 4 }],
    [[9, 2], { filters: 3, kernelSize: [4], strides: 2, padding: 'same', useBias: false }],
    [[9, 2], { filters: 1, kernelSize: 4, dilationRate: 2 }],
    [[null, 2], { filters: 1, kernelSize: 3, strides: [3], activation: 'relu' }],
    [[9, 2], { filters: 1, kernelSize: 20, padding: 'same' }],
  ],
  conv2d: [
    [[8, 7, 3], { filters: 2, kernelSize: 3 }],
    [[8, 7, 3], { filters: 2, kernelSize: [2, 5], strides: [3, 2], activation: 'elu' }],
    [[8, 7, 3], { filters: 2, kernelSize: 4, strides: 3, padding: 'same', useBias: false }],
    [[8, 7, 3], { filters: 2, kernelSize: 3, dilationRate: [3, 1] }],
    [[8, 7, 3], { filters: 2, kernelSize: 3, dilationRate: 2, padding: 'same', activation: 'selu' }],
    [[3, 8, 7], { filters: 2, kernelSize: [3, 1], strides: 2, dataFormat: 'channelsFirst' }],
    [[null, 7, 3], { filters: 2, kernelSize: 8, padding: 'same' }],
    [[null, null, 3], { filters: 2, kernelSize: 2 }],
    [[8, 7, 3], { filters: 2, kernelSize: [8, 7] }],
  ],
  conv3d: [
    [[4, 5, 6, 2], { filters: 3, kernelSize: 2 }],
    [[4, 5, 6, 2], { filters: 3, kernelSize: [1, 2, 3], strides: [2, 1, 3], padding: 'same', useBias: false }],
    [[2, 4, 5, 6], { filters: 3, kernelSize: 2, strides: 2, dataFormat: 'channelsFirst' }],
    [[4, null, 6, 2], { filters: 1, kernelSize: 2, dilationRate: 2 }],
  ],
  conv2dTranspose: [
    [[4, 5, 3], { filters: 2, kernelSize: 3 }],
    [[4, 5, 3], { filters: 2, kernelSize: 3, strides: 2, padding: 'same' }],
    [[4, 5, 3], { filters: 2, kernelSize: [2, 4], strides: [3, 2], useBias: false }],
    [[3, 4, 5], { filters: 2, kernelSize: 3, strides: [1, 4], dataFormat: 'channelsFirst' }],
    [[null, 5, 3], { filters: 2, kernelSize: 9 }],
  ],
  conv3dTranspose: [
    [[2, 3, 4, 3], { filters: 2, kernelSize: 2 }],
    [[2, 3, 4, 3], { filters: 2, kernelSize: 3, strides: 2, padding: 'same' }],
    [[3, 2, 3, 4], { filters: 2, kernelSize: [1, 2, 3], strides: [2, 1, 3], dataFormat: 'channelsFirst', useBias: false }],
    [[null, 3, 4, 3], { filters: 2, kernelSize: 2 }],
  ],
  depthwiseConv2d: [
    [[8, 7, 3], { kernelSize: 3 }],
    [[8, 7, 3], { kernelSize: [2, 3], strides: 2, padding: 'same', depthMultiplier: 2 }],
    [[3, 8, 7], { kernelSize: 3, depthMultiplier: 4, useBias: false, dataFormat: 'channelsFirst' }],
    [[3, 8, 7], { kernelSize: 3, depthMultiplier: 2, dataFormat: 'channelsFirst' }],
    [[null, 7, 3], { kernelSize: 3, strides: [2, 1] }],
  ],
  separableConv2d: [
    [[8, 7, 3], { filters: 5, kernelSize: 3 }],
    [[8, 7, 3], { filters: 5, kernelSize: [2, 3], strides: 2, padding: 'same', depthMultiplier: 2 }],
    [[8, 7, 3], { filters: 5, kernelSize: 3, dilationRate: 2, useBias: false }],
    [[3, 8, 7], { filters: 5, kernelSize: 3, useBias: false, dataFormat: 'channelsFirst' }],
    [[null, 7, 3], { filters: 1, kernelSize: 1 }],
  ],

  maxPooling1d: [
    [[9, 2]],
    [[9, 2], { poolSize: 4, strides: 1 }],
    [[9, 2], { poolSize: [4], padding: 'same' }],
    [[null, 2], { strides: [3] }],
  ],
  averagePooling1d: [[[9, 2]], [[9, 2], { poolSize: 4, strides: 1 }], [[9, 2], { poolSize: [20], padding: 'same' }], [[null, 2]]],
  maxPooling2d: [
    [[8, 7, 3]],
    [[8, 7, 3], { poolSize: [2, 3], strides: 1 }],
    [[8, 7, 3], { poolSize: 3, strides: [1, 2], padding: 'same' }],
    [[3, 8, 7], { dataFormat: 'channelsFirst' }],
    [[null, 7, 3]],
  ],
  averagePooling2d: [
    [[8, 7, 3]],
    [[8, 7, 3], { poolSize: [8, 7] }],
    [[8, 7, 3], { poolSize: 3, strides: [1, 2], padding: 'same' }],
    [[3, 8, 7], { dataFormat: 'channelsFirst', strides: 3 }],
    [[8, null, 3]],
  ],
  maxPooling3d: [
    [[4, 5, 6, 2]],
    [[4, 5, 6, 2], { poolSize: [1, 2, 3], strides: [2, 1, 1], padding: 'same' }],
    [[2, 4, 5, 6], { dataFormat: 'channelsFirst' }],
    [[null, 5, 6, 2]],
  ],
  averagePooling3d: [
    [[4, 5, 6, 2]],
    [[4, 5, 6, 2], { poolSize: [1, 2, 3], strides: [2, 1, 1], padding: 'same' }],
    [[2, 4, 5, 6], { dataFormat: 'channelsFirst' }],
    [[null, 5, 6, 2]],
  ],
  globalMaxPooling1d: [[[9, 2]], [[null, 2]]],
  globalAveragePooling1d: [[[9, 2]], [[null, 2]]],
  globalMaxPooling2d: [[[8, 7, 3]], [[3, 8, 7], { dataFormat: 'channelsFirst' }], [[null, null, 3]]],
  globalAveragePooling2d: [[[8, 7, 3]], [[3, 8, 7], { dataFormat: 'channelsFirst' }], [[null, null, 3]]],

  zeroPadding2d: [
    [[4, 5, 3]],
    [[4, 5, 3], { padding: 0 }],
    [[4, 5, 3], { padding: [1, 2] }],
    [[3, 4, 5], { padding: pairs([0, 1], [2, 3]), dataFormat: 'channelsFirst' }],
    [[null, 5, 3], { padding: 2 }],
  ],
  cropping2D: [
    [[6, 7, 3], { cropping: 1 }],
    [[6, 7, 3], { cropping: [0, 3] }],
    [[3, 6, 7], { cropping: pairs([2, 3], [0, 6]), dataFormat: 'channelsFirst' }],
  ],
  upSampling2d: [
    [[4, 5, 3]],
    [[4, 5, 3], { size: [1, 3], interpolation: 'bilinear' }],
    [[3, 4, 5], { size: 4, dataFormat: 'channelsFirst' }],
    [[null, 5, 3]],
  ],

  batchNormalization: [[[4]], [[3, 4], { axis: 1 }], [[3, 4, 2], { axis: -2, center: false }], [[null, 4, 2], { axis: 3, scale: false }]],
  layerNormalization: [
    [[4]],
    [[3, 4], { axis: 1, center: false }],
    [[3, 4, 2], { axis: [2, 3] }],
    [[3, 4, 2], { axis: [-1, 1], scale: false }],
    [[null, 4], { center: false, scale: false }],
  ],

  reLU: [[[4]], [[3, 4], { maxValue: 6 }]],
  leakyReLU: [[[4]], [[3, 4], { alpha: 0.1 }]],
  prelu: [[[4]], [[3, 4], { sharedAxes: 1 }], [[null, 4, 2], { sharedAxes: [1, 2], alphaInitializer: 'ones' }]],
  elu: [[[4]], [[3, 4], { alpha: 1 }]],
  thresholdedReLU: [[[4]], [[3, 4], { theta: 0.5 }]],
  softmax: [[[4]], [[3, 4], { axis: -1 }], [[3, 4], { axis: [1, 2] }], [[3, 4, 5], { axis: [3] }]],

  add: [
    [inputs([4], [4])],
    [inputs([3, 4], [3, 4], [3, 4])],
    [inputs([3, 4], [1, 4])],
    [inputs([3, 4], [4])],
    [inputs([4], [2, 3, 4])],
    [inputs([null, 4], [7, 4])],
    [inputs([1, 4], [3, 1])],
    [inputs([4], [4]), {}, 3],
  ],
  average: [[inputs([4], [4])], [inputs([3, 1], [3, 4], [1, 4])]],
  maximum: [[inputs([4], [4])], [inputs([3, 4], [1])]],
  minimum: [[inputs([4], [4])], [inputs([3, 4], [4])]],
  multiply: [[inputs([4], [4])], [inputs([null, 4], [1, 4])]],
  concatenate: [
    [inputs([4], [3])],
    [inputs([3, 4], [3, 1], [3, 2]), { axis: 2 }],
    [inputs([3, 4], [1, 4]), { axis: 1 }],
    [inputs([3, null], [3, 2])],
    [inputs([4], [3]), {}, 3],
  ],
  dot: [
    [inputs([4], [4]), { axes: 1 }],
    [inputs([4], [4]), { axes: -1, normalize: true }],
    [inputs([3, 4], [5, 4]), { axes: 2 }],
    [inputs([3, 4], [4, 5]), { axes: [2, 1] }],
    [inputs([3, 4], [5, 3]), { axes: [1, 2] }],
    [inputs([3, 4], [4]), { axes: [2, 1] }],
    [inputs([3, 4], [3]), { axes: [-2, -1], normalize: true }],
    [inputs([4], [3, 4]), { axes: -1 }],
    [inputs([4], [4, 3]), { axes: 1 }, 3],
  ],

  rescaling: [
    [[4], { scale: 2 }],
    [[3, 4], { scale: 0.5, offset: -1 }],
  ],
  resizing: [
    [[8, 7, 3], { height: 4, width: 5 }],
    [[null, 7, 3], { height: 16, width: 5, interpolation: 'nearest', cropToAspectRatio: true }],
  ],
  centerCrop: [
    [[8, 7, 3], { height: 4, width: 5 }],
    [[8, 7, 3], { height: 8, width: 7 }],
    [[8, 7, 3], { height: 16, width: 3 }],
  ],
  categoryEncoding: [
    [[4], { numTokens: 5 }],
    [[1], { numTokens: 5, outputMode: 'oneHot' }],
    [[null], { numTokens: 5, outputMode: 'count' }],
  ],
  randomWidth: [
    [[8, 7, 3], { factor: 0.5 }],
    [[null, 7, 3], { factor: [-0.2, 1.5], interpolation: 'nearest', seed: 3 }],
  ],
};
