import { binary, chain, classes, head, squares, type NetworkCase } from './networks.ts';

const image = [6, 6, 2];
const volume = [4, 4, 4, 1];

/** Networks of images and volumes. */
export const imageNetworks: readonly NetworkCase[] = [
  {
    name: 'convolutions with pooling of the largest',
    network: chain(
      [8, 8, 1],
      { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
      { type: 'maxPooling2d' },
      { type: 'conv2d', filters: 4, kernelSize: 2, activation: 'tanh' },
      { type: 'flatten' },
      head(3, 'softmax'),
    ),
    training: { ...classes, optimizer: 'adam', metrics: ['accuracy'] },
  },
  {
    name: 'strided convolutions with pooling of means',
    network: chain(
      image,
      { type: 'conv2d', filters: 3, kernelSize: [2, 3], strides: 2, padding: 'same', activation: 'elu' },
      { type: 'averagePooling2d', poolSize: 2, strides: 1, padding: 'same' },
      { type: 'flatten' },
      head(),
    ),
    training: { ...squares, optimizer: 'sgd' },
  },
  {
    name: 'dilated convolutions, the largest of each channel',
    network: chain(
      image,
      { type: 'conv2d', filters: 3, kernelSize: 2, dilationRate: 2, padding: 'same', activation: 'relu6' },
      { type: 'conv2d', filters: 3, kernelSize: 2, dilationRate: [1, 3], useBias: false },
      { type: 'globalMaxPooling2d' },
      head(1, 'sigmoid'),
    ),
    training: { ...binary, optimizer: 'rmsprop' },
  },
  {
    name: 'depthwise and separable convolutions, the mean of each channel',
    network: chain(
      image,
      { type: 'depthwiseConv2d', kernelSize: 3, depthMultiplier: 2, depthwiseRegularizer: 'l2', activation: 'relu' },
      { type: 'separableConv2d', filters: 3, kernelSize: 2, depthMultiplier: 2, pointwiseConstraint: 'maxNorm' },
      { type: 'globalAveragePooling2d' },
      head(2, 'softmax'),
    ),
    training: { ...classes, optimizer: { type: 'adam', clipNorm: 0.1 } },
  },
  {
    name: 'a transposed convolution that answers an image',
    network: chain(
      image,
      { type: 'conv2d', filters: 3, kernelSize: 2, strides: 2, activation: 'swish' },
      { type: 'conv2dTranspose', filters: 2, kernelSize: 2, strides: 2, activation: 'sigmoid' },
    ),
    training: { ...squares, optimizer: 'adamax' },
  },
  {
    name: 'a convolution beside a dense layer that makes as many numbers, the last batch one row',
    network: {
      inputs: { image: [4, 4, 2], numbers: [3] },
      layers: [
        { type: 'separableConv2d', id: 'moved', from: 'image', filters: 3, kernelSize: 3, useBias: false },
        { type: 'flatten', id: 'flat', from: 'moved' },
        { type: 'dense', id: 'other', from: 'numbers', units: 12 },
        { type: 'add', id: 'sum', from: ['flat', 'other'] },
        head(1, 'linear', { from: 'sum' }),
      ],
    },
    rows: 5,
    training: { ...squares, optimizer: 'sgd' },
  },
  {
    name: 'batch normalization of channels, under adam',
    network: chain(
      image,
      { type: 'conv2d', filters: 3, kernelSize: 3 },
      { type: 'batchNormalization' },
      { type: 'activation', activation: 'relu' },
      { type: 'conv2d', filters: 3, kernelSize: 3, padding: 'same', useBias: false },
      { type: 'batchNormalization', axis: 1, center: false },
      { type: 'flatten' },
      { type: 'dropout', rate: 0.3 },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'a residual of convolutions with layer normalization',
    network: chain(
      image,
      {
        type: 'residual',
        layers: [
          { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same', activation: 'gelu' },
          { type: 'layerNormalization', axis: [1, 2, 3] },
        ],
      },
      { type: 'flatten' },
      head(2),
    ),
    training: { ...squares, optimizer: 'lion' },
  },
  {
    name: 'cropping, padding and enlarging',
    network: chain(
      image,
      { type: 'conv2d', filters: 2, kernelSize: 1 },
      {
        type: 'cropping2D',
        cropping: [
          [1, 0],
          [0, 2],
        ],
      },
      { type: 'zeroPadding2d', padding: [1, 2] },
      { type: 'upSampling2d' },
      { type: 'conv2d', filters: 2, kernelSize: 3, strides: 3 },
      { type: 'upSampling2d', size: [2, 3], interpolation: 'bilinear' },
      { type: 'flatten' },
      head(),
    ),
    training: { ...squares, optimizer: 'adadelta' },
  },
  {
    name: 'images of channels first',
    network: chain(
      [2, 6, 6],
      { type: 'conv2d', filters: 3, kernelSize: 2, dataFormat: 'channelsFirst', activation: 'tanh' },
      { type: 'maxPooling2d', dataFormat: 'channelsFirst' },
      { type: 'flatten', dataFormat: 'channelsFirst' },
      head(),
    ),
    training: { ...squares, optimizer: 'amsgrad' },
  },
  {
    name: 'convolutions of volumes with pooling of means',
    network: chain(
      volume,
      { type: 'conv3d', filters: 2, kernelSize: 2, padding: 'same', activation: 'relu' },
      { type: 'averagePooling3d' },
      { type: 'conv3d', filters: 2, kernelSize: [2, 1, 2], dilationRate: 1 },
      { type: 'flatten' },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'a transposed convolution of volumes with pooling of the largest',
    network: chain(volume, { type: 'maxPooling3d' }, { type: 'conv3dTranspose', filters: 2, kernelSize: 2 }, { type: 'flatten' }, head()),
    training: { ...squares, optimizer: 'sgd' },
  },
  {
    name: 'images scaled, resized and cropped before anything is learned',
    network: chain(
      image,
      { type: 'rescaling', scale: 0.5, offset: 0.1 },
      { type: 'resizing', height: 5, width: 4 },
      { type: 'centerCrop', height: 4, width: 4 },
      { type: 'conv2d', filters: 2, kernelSize: 2, activation: 'softplus' },
      { type: 'globalAveragePooling2d' },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'a convolution of each image of a sequence',
    network: chain(
      [2, ...image],
      { type: 'timeDistributed', layer: { type: 'conv2d', filters: 2, kernelSize: 2, activation: 'relu' } },
      { type: 'timeDistributed', layer: { type: 'flatten' } },
      { type: 'gru', units: 3 },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'a recurrent convolution',
    network: chain([3, 4, 4, 1], { type: 'convLstm2d', filters: 2, kernelSize: 2, dropout: 0.2 }, { type: 'flatten' }, head()),
    training: { ...squares, optimizer: 'adam' },
  },
];
