import type { Configuration } from './configurations.ts';

/** Those of layers that read sequences. */
export const recurrentConfigurations: Readonly<Record<string, readonly Configuration[]>> = {
  simpleRNN: [
    [[5, 4], { units: 3 }],
    [[null, 4], { units: 3, returnSequences: true, useBias: false }],
    [[5, 4], { units: 1, returnState: true, goBackwards: true, dropout: 0.5, recurrentDropout: 0.5, inputDim: 4, inputLength: 5 }],
    [[5, 4], { units: 4, recurrentInitializer: 'identity', activation: 'relu' }],
    [[5, 4], { units: 2, stateful: true }, 3],
  ],
  gru: [
    [[5, 4], { units: 3 }],
    [[null, 4], { units: 3, returnSequences: true, useBias: false, implementation: 2 }],
    [[5, 4], { units: 1, returnSequences: true, returnState: true, dropout: 0.5, recurrentActivation: 'sigmoid' }],
  ],
  lstm: [
    [[5, 4], { units: 3 }],
    [[null, 4], { units: 3, returnSequences: true, useBias: false, implementation: 1 }],
    [[5, 4], { units: 1, returnState: true, unitForgetBias: true, recurrentDropout: 0.5, biasConstraint: 'unitNorm' }],
  ],
  rnn: [
    [[5, 4], { cell: { type: 'lstmCell', units: 3 } }],
    [[5, 4], { cell: { type: 'gruCell', units: 3, useBias: false }, returnSequences: true }],
    [[5, 4], { cell: { type: 'simpleRNNCell', units: 3, trainable: false }, goBackwards: true }],
    [
      [null, 4],
      {
        cell: [
          { type: 'lstmCell', units: 3, trainable: false },
          { type: 'gruCell', units: 2 },
          { type: 'simpleRNNCell', units: 5 },
        ],
        returnSequences: true,
        returnState: true,
      },
    ],
    [[5, 4], { cell: { type: 'stackedRNNCells', cells: [{ type: 'lstmCell', units: 3 }], trainable: false } }],
  ],
  convLstm2d: [
    [[3, 6, 5, 2], { filters: 2, kernelSize: 3 }],
    [[3, 6, 5, 2], { filters: 2, kernelSize: [2, 3], strides: 2, padding: 'same', returnSequences: true, useBias: false }],
    [[null, 6, 5, 2], { filters: 1, kernelSize: 2, dilationRate: 2, returnState: true, unitForgetBias: true, dropout: 0.5 }],
    [[3, null, 5, 2], { filters: 1, kernelSize: 1, returnSequences: true, recurrentDropout: 0.5 }],
    [[3, 6, 5, 2], { filters: 1, kernelSize: 2, stateful: true, returnSequences: true }, 3],
  ],
  bidirectional: [
    [[5, 4], { layer: { type: 'lstm', units: 3 } }],
    [[null, 4], { layer: { type: 'gru', units: 3, returnSequences: true }, mergeMode: 'sum' }],
    [[5, 4], { layer: { type: 'simpleRNN', units: 3, useBias: false, returnState: true, goBackwards: true }, mergeMode: 'mul' }],
    [[5, 4], { layer: { type: 'lstm', units: 3, trainable: false }, mergeMode: 'ave' }],
    [[3, 6, 5, 2], { layer: { type: 'convLstm2d', filters: 2, kernelSize: 3, returnSequences: true } }],
  ],
  timeDistributed: [
    [[5, 4], { layer: { type: 'dense', units: 3 } }],
    [[5, 8, 7, 3], { layer: { type: 'conv2d', filters: 2, kernelSize: 3 } }],
    [[null, 4], { layer: { type: 'batchNormalization' } }],
    [[5, 3, 4], { layer: { type: 'flatten' } }],
    [[5, 3, 4], { layer: { type: 'lstm', units: 2, trainable: false } }],
    [[5, 3, 4], { layer: { type: 'bidirectional', layer: { type: 'gru', units: 2 } } }],
    [[2, 5, 3, 4], { layer: { type: 'timeDistributed', layer: { type: 'dense', units: 2 } } }],
  ],

  embedding: [
    [[5], { inputDim: 10, outputDim: 3 }],
    [[null], { inputDim: 10, outputDim: 3, maskZero: true }],
    [[5, 2], { inputDim: 10, outputDim: 3, inputLength: [5, 2] }],
    [[5], { inputDim: 3, outputDim: 3, inputLength: 5, embeddingsInitializer: 'identity', embeddingsConstraint: 'unitNorm' }],
  ],
};
