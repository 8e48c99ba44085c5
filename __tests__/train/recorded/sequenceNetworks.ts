import { binary, chain, classes, dense, head, squares, type NetworkCase } from './networks.ts';

const steps = [3, 2];

/** Networks of sequences of numbers and of words. */
export const sequenceNetworks: readonly NetworkCase[] = [
  {
    name: 'words into an lstm',
    network: chain([4], { type: 'embedding', inputDim: 7, outputDim: 3 }, { type: 'lstm', units: 4 }, head(1, 'sigmoid')),
    below: 7,
    training: { ...binary, optimizer: 'adam', metrics: ['accuracy'] },
  },
  {
    name: 'words with gaps into a gru',
    network: chain(
      [4],
      { type: 'embedding', inputDim: 7, outputDim: 3, maskZero: true, embeddingsRegularizer: 'l2' },
      { type: 'gru', units: 4 },
      head(3, 'softmax'),
    ),
    below: 7,
    training: { loss: 'sparseCategoricalCrossentropy', optimizer: 'rmsprop' },
  },
  {
    name: 'words in no order, beside numbers',
    network: {
      inputs: { words: [4], numbers: [3] },
      layers: [
        { type: 'embedding', inputDim: 9, outputDim: 4, id: 'meanings', from: 'words' },
        { type: 'globalAveragePooling1d', id: 'meaning', from: 'meanings' },
        dense(3, { id: 'rest', from: 'numbers' }),
        { type: 'concatenate', id: 'all', from: ['meaning', 'rest'] },
        head(2, 'softmax', { from: 'all' }),
      ],
    },
    below: { words: 9 },
    training: { ...classes, optimizer: 'adagrad' },
  },
  {
    name: 'a simple recurrent layer that goes backwards',
    network: chain(steps, { type: 'simpleRNN', units: 4, goBackwards: true, recurrentRegularizer: 'l2' }, head()),
    training: { ...squares, optimizer: { type: 'sgd', learningRate: 0.1, clipValue: 0.05 } },
  },
  {
    name: 'recurrent layers on each other',
    network: chain(
      steps,
      { type: 'lstm', units: 3, returnSequences: true, unitForgetBias: true },
      { type: 'gru', units: 3, returnSequences: true },
      { type: 'simpleRNN', units: 3 },
      head(),
    ),
    training: { ...squares, optimizer: 'nadam' },
  },
  {
    name: 'recurrent layers with both dropouts',
    network: chain(
      steps,
      { type: 'lstm', units: 3, dropout: 0.3, recurrentDropout: 0.2, returnSequences: true },
      { type: 'gru', units: 3, dropout: 0.2, recurrentDropout: 0.3 },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'cells on each other, biases kept in bounds',
    network: chain(
      steps,
      {
        type: 'rnn',
        cell: [
          { type: 'lstmCell', units: 2, biasConstraint: 'nonNeg' },
          { type: 'gruCell', units: 3 },
        ],
      },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'an lstm that goes both ways',
    network: chain(steps, { type: 'bidirectional', layer: { type: 'lstm', units: 2 } }, head(1, 'sigmoid')),
    training: { ...binary, optimizer: 'adam', schedule: 'cosineDecay' },
  },
  {
    name: 'a gru that goes both ways, averaged at each step',
    network: chain(
      steps,
      { type: 'bidirectional', mergeMode: 'ave', layer: { type: 'gru', units: 2, returnSequences: true } },
      { type: 'globalMaxPooling1d' },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'convolutions of sequences with pooling of the largest',
    network: chain(
      [8, 2],
      { type: 'conv1d', filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' },
      { type: 'maxPooling1d' },
      { type: 'conv1d', filters: 3, kernelSize: 2, strides: 2 },
      { type: 'flatten' },
      head(),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'dilated convolutions of sequences with pooling of means',
    network: chain(
      [8, 2],
      { type: 'conv1d', filters: 3, kernelSize: 2, dilationRate: 2, activation: 'tanh' },
      { type: 'averagePooling1d', poolSize: 3, strides: 1, padding: 'same' },
      { type: 'spatialDropout1d', rate: 0.3 },
      { type: 'globalAveragePooling1d' },
      head(),
    ),
    training: { ...squares, optimizer: 'adamW' },
  },
  {
    name: 'steps that are masked',
    network: chain(steps, dense(2), { type: 'masking', maskValue: 0 }, { type: 'lstm', units: 3 }, head()),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'the same dense layer at each step, normalized',
    network: chain(
      steps,
      { type: 'timeDistributed', layer: { type: 'dense', units: 4, activation: 'tanh', kernelConstraint: 'maxNorm' } },
      { type: 'batchNormalization' },
      head(2),
    ),
    training: { ...squares, optimizer: 'adam' },
  },
  {
    name: 'a vector that is repeated and answered as a sequence',
    network: chain(
      [3],
      dense(4),
      { type: 'repeatVector', n: 3 },
      { type: 'gru', units: 4, returnSequences: true },
      { type: 'timeDistributed', layer: { type: 'dense', units: 2, activation: 'softmax' } },
    ),
    training: { ...classes, optimizer: 'adam' },
  },
  {
    name: 'axes that are changed round',
    network: chain(
      steps,
      dense(4),
      { type: 'permute', dims: [2, 1] },
      dense(3),
      { type: 'reshape', targetShape: [2, 6] },
      { type: 'prelu', sharedAxes: [1] },
      { type: 'flatten' },
      head(),
    ),
    training: { ...squares, optimizer: 'adam', schedule: { type: 'exponentialDecay', decayRate: 0.5 } },
  },
  {
    name: 'attention, of products and shares',
    network: {
      input: steps,
      layers: [
        head(4, 'linear', { id: 'keys', from: 'input' }),
        head(4, 'linear', { id: 'queries', from: 'input' }),
        head(4, 'linear', { id: 'values', from: 'input' }),
        { type: 'dot', axes: [2, 2], id: 'scores', from: ['queries', 'keys'] },
        { type: 'softmax', axis: -1, id: 'shares', from: 'scores' },
        { type: 'dot', axes: [2, 1], id: 'mixed', from: ['shares', 'values'] },
        { type: 'globalAveragePooling1d', from: 'mixed' },
        head(),
      ],
    },
    training: { ...squares, optimizer: 'adam' },
  },
];
