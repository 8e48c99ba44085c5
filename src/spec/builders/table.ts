// Made from the tables in src/spec by `npm run generate`: change those, not this.

import type { InputLayer } from './input.ts';
import type { ActivationLayer, DenseLayer, FlattenLayer, MaskingLayer, PermuteLayer, RepeatVectorLayer, ReshapeLayer } from './core.ts';
import type {
  Conv1dLayer,
  Conv2dLayer,
  Conv2dTransposeLayer,
  Conv3dLayer,
  Conv3dTransposeLayer,
  DepthwiseConv2dLayer,
  SeparableConv2dLayer,
} from './convolution.ts';
import type {
  AveragePooling1dLayer,
  AveragePooling2dLayer,
  AveragePooling3dLayer,
  GlobalAveragePooling1dLayer,
  GlobalAveragePooling2dLayer,
  GlobalMaxPooling1dLayer,
  GlobalMaxPooling2dLayer,
  MaxPooling1dLayer,
  MaxPooling2dLayer,
  MaxPooling3dLayer,
} from './pooling.ts';
import type { Cropping2DLayer, UpSampling2dLayer, ZeroPadding2dLayer } from './padding.ts';
import type { ConvLstm2dLayer, GruLayer, LstmLayer, RnnLayer, SimpleRNNLayer } from './recurrent.ts';
import type { BidirectionalLayer, TimeDistributedLayer } from './wrappers.ts';
import type { EmbeddingLayer } from './embedding.ts';
import type { BatchNormalizationLayer, LayerNormalizationLayer } from './normalization.ts';
import type { AlphaDropoutLayer, DropoutLayer, GaussianDropoutLayer, GaussianNoiseLayer, SpatialDropout1dLayer } from './noise.ts';
import type { EluLayer, LeakyReLULayer, PreluLayer, ReLULayer, SoftmaxLayer, ThresholdedReLULayer } from './advancedActivations.ts';
import type { AddLayer, AverageLayer, ConcatenateLayer, DotLayer, MaximumLayer, MinimumLayer, MultiplyLayer } from './merge.ts';
import type { CategoryEncodingLayer, CenterCropLayer, RandomWidthLayer, RescalingLayer, ResizingLayer } from './preprocessing.ts';
import type { RepeatLayer, ResidualLayer, SharedLayer } from './shorthand.ts';

/** What is written for each type of layer. */
export interface LayerTable {
  readonly inputLayer: InputLayer;
  readonly input: InputLayer;
  readonly activation: ActivationLayer;
  readonly dense: DenseLayer;
  readonly flatten: FlattenLayer;
  readonly masking: MaskingLayer;
  readonly permute: PermuteLayer;
  readonly repeatVector: RepeatVectorLayer;
  readonly reshape: ReshapeLayer;
  readonly conv1d: Conv1dLayer;
  readonly conv2d: Conv2dLayer;
  readonly conv2dTranspose: Conv2dTransposeLayer;
  readonly conv3d: Conv3dLayer;
  readonly conv3dTranspose: Conv3dTransposeLayer;
  readonly depthwiseConv2d: DepthwiseConv2dLayer;
  readonly separableConv2d: SeparableConv2dLayer;
  readonly averagePooling1d: AveragePooling1dLayer;
  readonly avgPool1d: AveragePooling1dLayer;
  readonly avgPooling1d: AveragePooling1dLayer;
  readonly averagePooling2d: AveragePooling2dLayer;
  readonly avgPool2d: AveragePooling2dLayer;
  readonly avgPooling2d: AveragePooling2dLayer;
  readonly averagePooling3d: AveragePooling3dLayer;
  readonly avgPool3d: AveragePooling3dLayer;
  readonly avgPooling3d: AveragePooling3dLayer;
  readonly globalAveragePooling1d: GlobalAveragePooling1dLayer;
  readonly globalAveragePooling2d: GlobalAveragePooling2dLayer;
  readonly globalMaxPooling1d: GlobalMaxPooling1dLayer;
  readonly globalMaxPool1d: GlobalMaxPooling1dLayer;
  readonly globalMaxPooling2d: GlobalMaxPooling2dLayer;
  readonly globalMaxPool2d: GlobalMaxPooling2dLayer;
  readonly maxPooling1d: MaxPooling1dLayer;
  readonly maxPool1d: MaxPooling1dLayer;
  readonly maxPooling2d: MaxPooling2dLayer;
  readonly maxPool2d: MaxPooling2dLayer;
  readonly maxPooling3d: MaxPooling3dLayer;
  readonly cropping2D: Cropping2DLayer;
  readonly upSampling2d: UpSampling2dLayer;
  readonly zeroPadding2d: ZeroPadding2dLayer;
  readonly convLstm2d: ConvLstm2dLayer;
  readonly gru: GruLayer;
  readonly lstm: LstmLayer;
  readonly rnn: RnnLayer;
  readonly simpleRNN: SimpleRNNLayer;
  readonly bidirectional: BidirectionalLayer;
  readonly timeDistributed: TimeDistributedLayer;
  readonly embedding: EmbeddingLayer;
  readonly batchNormalization: BatchNormalizationLayer;
  readonly layerNormalization: LayerNormalizationLayer;
  readonly alphaDropout: AlphaDropoutLayer;
  readonly dropout: DropoutLayer;
  readonly gaussianDropout: GaussianDropoutLayer;
  readonly gaussianNoise: GaussianNoiseLayer;
  readonly spatialDropout1d: SpatialDropout1dLayer;
  readonly elu: EluLayer;
  readonly leakyReLU: LeakyReLULayer;
  readonly prelu: PreluLayer;
  readonly reLU: ReLULayer;
  readonly softmax: SoftmaxLayer;
  readonly thresholdedReLU: ThresholdedReLULayer;
  readonly add: AddLayer;
  readonly average: AverageLayer;
  readonly concatenate: ConcatenateLayer;
  readonly dot: DotLayer;
  readonly maximum: MaximumLayer;
  readonly minimum: MinimumLayer;
  readonly multiply: MultiplyLayer;
  readonly categoryEncoding: CategoryEncodingLayer;
  readonly centerCrop: CenterCropLayer;
  readonly randomWidth: RandomWidthLayer;
  readonly rescaling: RescalingLayer;
  readonly resizing: ResizingLayer;
  readonly repeat: RepeatLayer;
  readonly residual: ResidualLayer;
  readonly shared: SharedLayer;
}

/** The ranks that each takes and gives, the batch left out. */
export interface LayerRanks {
  readonly inputLayer: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly input: LayerRanks['inputLayer'];
  readonly activation: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly dense: { readonly takes: 1 | 2 | 3 | 4; readonly words: 'rank 1 to 4'; readonly gives: 'same' };
  readonly flatten: { readonly takes: 2 | 3 | 4 | 5; readonly words: 'rank 2 to 5'; readonly gives: 1 };
  readonly masking: { readonly takes: 2; readonly words: 'rank 2 [steps, features]'; readonly gives: 'same' };
  readonly permute: { readonly takes: 1 | 2 | 3 | 4 | 5; readonly words: 'rank 1 to 5'; readonly gives: 'same' };
  readonly repeatVector: { readonly takes: 1; readonly words: 'rank 1 [features]'; readonly gives: 2 };
  readonly reshape: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly conv1d: { readonly takes: 2; readonly words: 'rank 2 [steps, channels]'; readonly gives: 2 };
  readonly conv2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly conv2dTranspose: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly conv3d: { readonly takes: 4; readonly words: 'rank 4 [depth, height, width, channels]'; readonly gives: 4 };
  readonly conv3dTranspose: { readonly takes: 4; readonly words: 'rank 4 [depth, height, width, channels]'; readonly gives: 4 };
  readonly depthwiseConv2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly separableConv2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly averagePooling1d: { readonly takes: 2; readonly words: 'rank 2 [steps, channels]'; readonly gives: 2 };
  readonly avgPool1d: LayerRanks['averagePooling1d'];
  readonly avgPooling1d: LayerRanks['averagePooling1d'];
  readonly averagePooling2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly avgPool2d: LayerRanks['averagePooling2d'];
  readonly avgPooling2d: LayerRanks['averagePooling2d'];
  readonly averagePooling3d: { readonly takes: 4; readonly words: 'rank 4 [depth, height, width, channels]'; readonly gives: 4 };
  readonly avgPool3d: LayerRanks['averagePooling3d'];
  readonly avgPooling3d: LayerRanks['averagePooling3d'];
  readonly globalAveragePooling1d: { readonly takes: 2; readonly words: 'rank 2 [steps, channels]'; readonly gives: 1 };
  readonly globalAveragePooling2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 1 };
  readonly globalMaxPooling1d: { readonly takes: 2; readonly words: 'rank 2 [steps, channels]'; readonly gives: 1 };
  readonly globalMaxPool1d: LayerRanks['globalMaxPooling1d'];
  readonly globalMaxPooling2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 1 };
  readonly globalMaxPool2d: LayerRanks['globalMaxPooling2d'];
  readonly maxPooling1d: { readonly takes: 2; readonly words: 'rank 2 [steps, channels]'; readonly gives: 2 };
  readonly maxPool1d: LayerRanks['maxPooling1d'];
  readonly maxPooling2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly maxPool2d: LayerRanks['maxPooling2d'];
  readonly maxPooling3d: { readonly takes: 4; readonly words: 'rank 4 [depth, height, width, channels]'; readonly gives: 4 };
  readonly cropping2D: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly upSampling2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly zeroPadding2d: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly convLstm2d: { readonly takes: 4; readonly words: 'rank 4 [steps, height, width, channels]'; readonly gives: 'sequences' };
  readonly gru: { readonly takes: 2; readonly words: 'rank 2 [steps, features]'; readonly gives: 'sequences' };
  readonly lstm: { readonly takes: 2; readonly words: 'rank 2 [steps, features]'; readonly gives: 'sequences' };
  readonly rnn: { readonly takes: 2; readonly words: 'rank 2 [steps, features]'; readonly gives: 'sequences' };
  readonly simpleRNN: { readonly takes: 2; readonly words: 'rank 2 [steps, features]'; readonly gives: 'sequences' };
  readonly bidirectional: { readonly takes: 2 | 4; readonly words: 'rank 2 or 4'; readonly gives: 'varies' };
  readonly timeDistributed: { readonly takes: 2 | 3 | 4 | 5; readonly words: 'rank 2 to 5'; readonly gives: 'varies' };
  readonly embedding: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly batchNormalization: { readonly takes: 1 | 2 | 3; readonly words: 'rank 1, 2 or 3'; readonly gives: 'same' };
  readonly layerNormalization: { readonly takes: 1 | 2 | 3; readonly words: 'rank 1, 2 or 3'; readonly gives: 'same' };
  readonly alphaDropout: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly dropout: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly gaussianDropout: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly gaussianNoise: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly spatialDropout1d: { readonly takes: 2; readonly words: 'rank 2 [steps, channels]'; readonly gives: 2 };
  readonly elu: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly leakyReLU: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly prelu: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly reLU: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly softmax: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly thresholdedReLU: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly add: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly average: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly concatenate: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly dot: { readonly takes: 1 | 2; readonly words: 'rank 1 or 2'; readonly gives: 'varies' };
  readonly maximum: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly minimum: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly multiply: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'varies' };
  readonly categoryEncoding: { readonly takes: 1; readonly words: 'rank 1 [features]'; readonly gives: 1 };
  readonly centerCrop: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly randomWidth: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
  readonly rescaling: { readonly takes: number; readonly words: 'any rank'; readonly gives: 'same' };
  readonly resizing: { readonly takes: 3; readonly words: 'rank 3 [height, width, channels]'; readonly gives: 3 };
}
