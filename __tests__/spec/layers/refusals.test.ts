import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { formatIssues } from '../../../src/errors.ts';
import { useBackend } from '../../../src/node/backend.ts';
import type { Problem } from '../../../src/spec/kind.ts';
import { checkKnownSizes } from '../../../src/spec/layers/knownSizes.ts';
import { inputs, pairs, type Configuration } from './configurations.ts';
import { infer, type Inferred } from './infer.ts';
import { stockLayer } from './stock.ts';

type Refusal = readonly [type: string, ...Configuration];

/** TF.js builds them with sizes of 0, or fails when they are built, or when values come. */
const failing: readonly Refusal[] = [
  ['reshape', [3, 4], { targetShape: [5, 2] }],
  ['reshape', [3, 4], { targetShape: [null, 5] }],
  ['reshape', [null, 4], { targetShape: [3, 3] }],
  ['permute', [3, 4], { dims: [2, 1, 3] }],
  ['flatten', [null, 4]],
  ['dense', [4], { units: 3, kernelInitializer: 'identity' }],
  ['dense', [4], { units: 3, biasInitializer: 'orthogonal' }],
  ['dense', [null], { units: 3 }],

  ['conv1d', [9, 2], { filters: 1, kernelSize: 3, strides: 2, dilationRate: 2 }],
  ['conv1d', [null, null], { filters: 1, kernelSize: 3 }],
  ['conv2d', [8, 8, 1], { filters: 4, kernelSize: 9 }],
  ['conv2d', [8, 8, 1], { filters: 4, kernelSize: [3, 5], dilationRate: [1, 2] }],
  ['conv2d', [1, 8, 8], { filters: 4, kernelSize: [3, 9], dataFormat: 'channelsFirst' }],
  ['conv3d', [4, 4, 4, 1], { filters: 4, kernelSize: [1, 1, 5] }],
  ['depthwiseConv2d', [8, 8, 1], { kernelSize: 9 }],
  ['separableConv2d', [8, 8, 1], { filters: 1, kernelSize: 9 }],
  ['separableConv2d', [3, 8, 8], { filters: 2, kernelSize: 3, dataFormat: 'channelsFirst' }],
  ['maxPooling1d', [3, 2], { poolSize: 4 }],
  ['averagePooling2d', [4, 4, 1], { poolSize: [2, 5] }],
  ['maxPooling3d', [4, 4, 4, 1], { poolSize: 5 }],
  ['cropping2D', [4, 4, 1], { cropping: 2 }],
  ['cropping2D', [4, 6, 1], { cropping: pairs([0, 0], [4, 3]) }],
  ['cropping2D', [4, null, 1], { cropping: 1 }],

  ['simpleRNN', [5, 4], { units: 3, kernelInitializer: 'identity' }],
  ['lstm', [5, null], { units: 3 }],
  ['gru', [5, 4], { units: 3, stateful: true }],
  ['rnn', [5, 4], { cell: { type: 'lstmCell', units: 3, dropout: 0.5 } }],
  [
    'rnn',
    [5, 4],
    {
      cell: [
        { type: 'gruCell', units: 3 },
        { type: 'gruCell', units: 3, recurrentDropout: 0.5 },
      ],
    },
  ],
  ['rnn', [5, 4], { cell: { type: 'lstmCell', units: 3, biasInitializer: 'orthogonal' } }],
  ['convLstm2d', [3, 4, 4, 1], { filters: 2, kernelSize: 5 }],
  ['convLstm2d', [3, 4, 4, 1], { filters: 2, kernelSize: 2, strides: 2, dilationRate: 2 }],
  ['convLstm2d', [3, null, 4, 1], { filters: 2, kernelSize: 2, stateful: true }, 2],
  ['bidirectional', [5, 4], { layer: { type: 'lstm', units: 3 }, weights: [] }],
  ['bidirectional', [3, 4, 4, 1], { layer: { type: 'lstm', units: 3 } }],
  ['timeDistributed', [5, 8, 8, 1], { layer: { type: 'conv2d', filters: 2, kernelSize: 9 } }],
  ['timeDistributed', [5, 3, 4], { layer: { type: 'lstm', units: 3, returnState: true } }],
  ['timeDistributed', [5, null, 4], { layer: { type: 'flatten' } }],
  ['embedding', [5], { inputDim: 4, outputDim: 3, inputLength: 6 }],
  ['embedding', [5], { inputDim: 4, outputDim: 3, embeddingsInitializer: 'identity' }],

  ['batchNormalization', [3, 4], { axis: 0 }],
  ['batchNormalization', [3, 4], { axis: 3 }],
  ['batchNormalization', [3, null]],
  ['layerNormalization', [3, 4], { axis: [2, -1] }],
  ['layerNormalization', [3, 4], { axis: -3 }],
  ['softmax', [3, 4]],
  ['softmax', [4], { axis: 2 }],
  ['prelu', [3, 4], { sharedAxes: 3 }],
  ['prelu', [null, 4]],

  ['add', inputs([3, 4], [3, 5])],
  ['multiply', inputs([3, 4], [4, 3], [1])],
  ['concatenate', inputs([3, 4], [2, 4])],
  ['concatenate', inputs([3, 4], [4])],
  ['concatenate', inputs([3, 4], [3, 2]), { axis: 3 }],
  ['concatenate', inputs([3, 4], [1, 4]), { axis: -2 }],
  ['concatenate', inputs([3, 4], [null, 4])],
  ['dot', inputs([3, 4], [5, 6]), { axes: 2 }],
  ['dot', inputs([4], [4]), { axes: 2 }],
  ['dot', inputs([3, 4], [5, 4]), { axes: [2, -1] }],
  ['dot', inputs([3, 4], [5, null]), { axes: 2 }],
  ['categoryEncoding', [4], { numTokens: 3, outputMode: 'oneHot' }],
  ['categoryEncoding', [null], { numTokens: 3, outputMode: 'oneHot' }],
];

/** TF.js goes on as if nothing had been said, or mixes the rows of a batch, or fails in training only. */
const senseless: readonly Refusal[] = [
  ['dense', [4], { units: 3, inputDim: 5 }],
  ['dense', [4], { units: 3, biasConstraint: { type: 'maxNorm', axis: 1 } }],
  ['lstm', [5, 4], { units: 3, inputDim: 5 }],
  ['lstm', [5, 4], { units: 3, inputLength: 4 }],
  ['rnn', [5, 4], { cell: { type: 'gruCell', units: 3, kernelConstraint: { type: 'unitNorm', axis: -3 } } }],
  ['conv2dTranspose', [4, 4, 1], { filters: 2, kernelSize: 3, dilationRate: 2 }],
  ['conv3dTranspose', [4, 4, 4, 1], { filters: 2, kernelSize: 3, dilationRate: [1, 2, 1] }],
  ['depthwiseConv2d', [8, 8, 1], { kernelSize: 3, dilationRate: 2 }],
  ['dropout', [3, 4], { rate: 0.5, noiseShape: [null, 2, 4] }],
  ['dropout', [3, 4], { rate: 0.5, noiseShape: [32, 1, 4] }],
  ['alphaDropout', [3, 4], { rate: 0.5, noiseShape: [null, 1, 4] }],
  ['embedding', [5, 2], { inputDim: 4, outputDim: 3, maskZero: true }],
  ['layerNormalization', [3, 4], { axis: 0 }, 2],
  ['softmax', [3, 4], { axis: [0, 2] }],
  ['concatenate', inputs([4], [4]), { axis: 0 }],
  ['randomWidth', [8, 4, 1], { factor: [-0.9, -0.9] }],
  ['inputLayer', inputs()],
  ['inputLayer', inputs(), { shape: [3], inputShape: [3] }],
  ['inputLayer', inputs(), { batchShape: [2, 3], batchSize: 2 }],
];

function problemOf({ kind, inputs: shapes, options, found }: Inferred): Problem {
  const problem = 'expected' in found ? found : checkKnownSizes(kind, shapes, options);
  if (!problem) throw new Error('nothing was found wrong');
  return problem;
}

const messages = (refusals: readonly Refusal[]): string =>
  formatIssues(
    'the table',
    refusals.map((refusal) => {
      const { option, ...problem } = problemOf(infer(...refusal));
      return { path: option === undefined ? refusal[0] : `${refusal[0]}.${option}`, ...problem };
    }),
  );

/** What goes wrong in TF.js itself with two batches of different sizes. */
function stockFault({ kind, inputs: shapes, options }: Inferred): string | undefined {
  const single = <T>(values: readonly T[]): T => (values.length === 1 ? values[0]! : (values as unknown as T));
  return tf.tidy(() => {
    try {
      const layer = stockLayer(kind.type, options);
      const symbol = [layer.apply(single(shapes.map((shape) => tfl.input({ batchShape: [...shape] }))))].flat()[0] as SymbolicTensor;
      if (symbol.shape.some((size) => size !== null && !(size > 0))) return `a shape of ${String(symbol.shape)}`;
      for (const rows of [2, 3]) {
        const values = shapes.map(([batch, ...sizes]) => tf.ones([batch ?? rows, ...sizes.map((size) => size ?? 7)]));
        const [out] = [layer.apply(single(values))].flat() as Tensor[];
        const differs =
          out!.shape.length !== symbol.shape.length || symbol.shape.some((size, i) => size !== null && size !== out!.shape[i]);
        if (differs) return `${String(out!.shape)} comes out in place of ${String(symbol.shape)}`;
      }
      return undefined;
    } catch (error) {
      return String(error);
    }
  });
}

beforeAll(() => useBackend('cpu'));

describe('TF.js itself fails on what is refused', () => {
  test.each(failing)('%s on %j with %j', (...refusal) => {
    const inferred = infer(...refusal);
    problemOf(inferred);
    expect(stockFault(inferred)).toBeDefined();
  });
});

test('each refusal says what was expected, and what to write where that is known', () => {
  expect(messages(failing)).toMatchInlineSnapshot(`
   "the table has 61 problems
     reshape.targetShape: expected 12 values, those of [3, 4], received 10 in [5, 2]
     reshape.targetShape: expected 12 values, those of [3, 4], received [null, 5]
     reshape.targetShape: expected a number of values that [null, 4] can hold, received 9 in [3, 3]
     permute.dims: expected 2 axes, those of [null, 3, 4], received [2,1,3]
     flatten: expected known sizes to join, received [null, null, 4]
     dense.kernelInitializer: expected a square matrix for "identity", received a weight of [4, 3]
     dense.biasInitializer: expected a weight of 2 dimensions or more for "orthogonal", received [3]
     dense: expected an input of known sizes: they decide the kernel, [null, 3], received [null, null]
       fix: write a number in place of null in the input or targetShape
     conv1d.dilationRate: expected 1 with strides above 1: TF.js has one or the other, received [2]
     conv1d: expected an input of known sizes: they decide the kernel, [3, null, 1], received [null, null, null]
       fix: write a number in place of null in the input or targetShape
     conv2d.kernelSize: expected a window that fits into [8, 8], received [9, 9]
       fix: make it smaller, or write "padding": "same"
     conv2d.kernelSize: expected a window that fits into [8, 8], received [3, 5], which reaches over [3, 9]
       fix: make it smaller, or write "padding": "same"
     conv2d.kernelSize: expected a window that fits into [8, 8], received [3, 9]
       fix: make it smaller, or write "padding": "same"
     conv3d.kernelSize: expected a window that fits into [4, 4, 4], received [1, 1, 5]
       fix: make it smaller, or write "padding": "same"
     depthwiseConv2d.kernelSize: expected a window that fits into [8, 8], received [9, 9]
       fix: make it smaller, or write "padding": "same"
     separableConv2d.kernelSize: expected a window that fits into [8, 8], received [9, 9]
       fix: make it smaller, or write "padding": "same"
     separableConv2d.dataFormat: expected "channelsLast" with a bias: TF.js adds it to the wrong axis otherwise, received "channelsFirst"
       fix: write "useBias": false, or "channelsLast"
     maxPooling1d.poolSize: expected a window that fits into [3], received [4]
       fix: make it smaller, or write "padding": "same"
     averagePooling2d.poolSize: expected a window that fits into [4, 4], received [2, 5]
       fix: make it smaller, or write "padding": "same"
     maxPooling3d.poolSize: expected a window that fits into [4, 4, 4], received [5, 5, 5]
       fix: make it smaller, or write "padding": "same"
     cropping2D.cropping: expected less than the image of [4, 4], received [[2,2],[2,2]]
     cropping2D.cropping: expected less than the image of [4, 6], received [[0,0],[4,3]]
     cropping2D: expected an image of known height and width, received [null, 4, null, 1]
     simpleRNN.kernelInitializer: expected a square matrix for "identity", received a weight of [4, 3]
     lstm: expected an input of known sizes: they decide the kernel, [null, 12], received [null, 5, null]
       fix: write a number in place of null in the input or targetShape
     gru.stateful: expected a batch of fixed size, for whose rows a state is kept, received [null, 5, 4]
       fix: write "batchSize" in the input
     rnn.cell: expected no dropout in the cell: TF.js would use one mask for ever, received 0.5
       fix: write lstm layers in place of rnn
     rnn.cell: expected no dropout in cell 1: TF.js would use one mask for ever, received 0.5
       fix: write gru layers in place of rnn
     rnn.cell: expected a weight of 2 dimensions or more for "orthogonal" in biasInitializer of the cell, received [12]
     convLstm2d.kernelSize: expected a window that fits into [4, 4], received [5, 5]
       fix: make it smaller, or write "padding": "same"
     convLstm2d.dilationRate: expected 1 with strides above 1: TF.js has one or the other, received [2, 2]
     convLstm2d.stateful: expected an image of known size, for which a state is kept, received [2, 3, null, 4, 1]
     bidirectional.weights: expected no weights: TF.js does not take them for bidirectional, received some
     bidirectional.layer: expected [steps, features] in for lstm, received [3, 4, 4, 1]
       fix: reshape to 2 dimensions first
     timeDistributed.layer: expected a window that fits into [8, 8] for kernelSize of conv2d, received [9, 9]
       fix: make it smaller, or write "padding": "same"
     timeDistributed.layer: expected a layer that gives one tensor, received "returnState": true
     timeDistributed.layer: expected known sizes to join for flatten, received [null, null, 4]
     embedding.inputLength: expected the sizes that come in, [5], received [6]
     embedding.embeddingsInitializer: expected a square matrix for "identity", received a weight of [4, 3]
     batchNormalization.axis: expected an axis of [null, 3, 4] other than the batch: 1 to 2, or -2 to -1, received 0
     batchNormalization.axis: expected an axis of [null, 3, 4] other than the batch: 1 to 2, or -2 to -1, received 3
     batchNormalization: expected an input of known sizes: they decide the gamma, [null], received [null, 3, null]
       fix: write a number in place of null in the input or targetShape
     layerNormalization.axis: expected different axes, received [2,-1]
     layerNormalization.axis: expected an axis of [null, 3, 4] other than the batch: 1 to 2, or -2 to -1, received -3
     softmax.axis: expected the last axis of [null, 3, 4], received 1
       fix: write "axis": -1
     softmax.axis: expected an axis of [null, 4] other than the batch: 1 or -1, received 2
     prelu.sharedAxes: expected axes of [null, 3, 4], 1 to 2, received 3
     prelu: expected an input of known sizes: they decide the alpha, [null, 4], received [null, null, 4]
       fix: write a number in place of null in the input or targetShape
     add: expected shapes that are alike, or 1 where they are not, received [null, 3, 4] and [null, 3, 5]
     multiply: expected shapes that are alike, or 1 where they are not, received [null, 3, 4] and [null, 4, 3] and [null, 1]
     concatenate: expected shapes that are alike but for axis 2, received [null, 3, 4] and [null, 2, 4]
     concatenate: expected shapes that are alike but for axis 2, received [null, 3, 4] and [null, 4]
     concatenate.axis: expected an axis of [null, 3, 4] other than the batch: 1 to 2, or -2 to -1, received 3
     concatenate.axis: expected an axis counted from the first, or -1, received -2
       fix: write 1
     concatenate: expected shapes known to be alike but for axis 2, received [null, 3, 4] and [null, null, 4]
     dot.axes: expected axes of the same size, received 4 of [null, 3, 4] and 6 of [null, 5, 6]
     dot.axes: expected an axis of [null, 4] other than the batch: 1 or -1, received 2
     dot.axes: expected both counted from the first or both from the last, received [2,-1]
       fix: write [2, 2]
     dot.axes: expected axes of the same size, received 4 of [null, 3, 4] and null of [null, 5, null]
     categoryEncoding.outputMode: expected one category a row for "oneHot", received 4 of them
       fix: write "multiHot"
     categoryEncoding.outputMode: expected one category a row for "oneHot", received [null, null]
       fix: write 1 in place of null"
  `);
});

test('what TF.js leaves out or gets wrong without a word is refused too', () => {
  expect(messages(senseless)).toMatchInlineSnapshot(`
   "the table has 19 problems
     dense.inputDim: expected 4, the last size of [null, 4], received 5
     dense.biasConstraint: expected an axis of a weight of [3], received 1
     lstm.inputDim: expected 4, the last size of [null, 5, 4], received 5
     lstm.inputLength: expected 5, the steps of [null, 5, 4], received 4
     rnn.cell: expected an axis of a weight of [4, 9] in kernelConstraint of the cell, received -3
     conv2dTranspose.dilationRate: expected 1: TF.js leaves it out here, received [2, 2]
     conv3dTranspose.dilationRate: expected 1: TF.js leaves it out here, received [1, 2, 1]
     depthwiseConv2d.dilationRate: expected 1: TF.js leaves it out here, received [2, 2]
     dropout.noiseShape: expected null, 1 or the size itself for each axis of [null, 3, 4], received [null, 2, 4]
     dropout.noiseShape: expected null, 1 or the size itself for each axis of [null, 3, 4], received [32, 1, 4]
     alphaDropout.noiseShape: expected a number for each axis, 1 for the batch, received [null, 1, 4]
     embedding.maskZero: expected false for [null, 5, 2]: TF.js masks steps, which are one axis, received true
     layerNormalization.axis: expected an axis of [2, 3, 4] other than the batch: 1 to 2, or -2 to -1, received 0
     softmax.axis: expected an axis of [null, 3, 4] other than the batch: 1 to 2, or -2 to -1, received 0
     concatenate.axis: expected an axis of [null, 4] other than the batch: 1 or -1, received 0
     randomWidth.factor: expected at least one pixel left of 4, received -0.9
     inputLayer: expected one of shape, batchShape, inputShape and batchInputShape, received none
     inputLayer: expected one of shape, batchShape, inputShape and batchInputShape, received 2 of them
     inputLayer.batchSize: expected nothing: the first size of the batch tells it, received 2"
  `);
});
