/** Kernels of TF.js by name. */
export interface LayerKernels {
  /** In answering. */
  readonly forward: readonly string[];
  /** In training, besides. */
  readonly gradient: readonly string[];
}

/**
 * The kernels that a kind of layer needs whatever its options are: those of `dense` stand in nearly every network, and the others are
 * what a kind needs besides. What its options name (activations, cells) and losses need is not here. A test holds it to what TF.js really runs.
 */
export const layerKernels: Readonly<Record<string, LayerKernels>> = {
  dense: { forward: ['Identity', 'Reshape', 'Slice', '_FusedMatMul'], gradient: ['AddN', 'BatchMatMul', 'Cast', 'Mean', 'Sub'] },
  alphaDropout: { forward: [], gradient: ['GreaterEqual'] },
  averagePooling1d: { forward: ['AvgPool', 'Transpose'], gradient: ['AvgPoolGrad'] },
  averagePooling2d: { forward: ['AvgPool', 'Transpose'], gradient: ['AvgPoolGrad'] },
  averagePooling3d: { forward: ['AvgPool3D', 'Transpose'], gradient: ['AvgPool3DGrad'] },
  batchNormalization: { forward: ['FusedBatchNorm'], gradient: ['Neg', 'Rsqrt', 'Square', 'Tile'] },
  categoryEncoding: { forward: ['DenseBincount', 'Greater', 'GreaterEqual', 'Max', 'Min'], gradient: [] },
  centerCrop: { forward: ['CropAndResize', 'Range', 'Transpose'], gradient: [] },
  concatenate: { forward: ['Concat'], gradient: ['SplitV'] },
  conv1d: { forward: ['Conv2D', 'Transpose'], gradient: ['Conv2DBackpropFilter', 'Conv2DBackpropInput'] },
  conv2d: { forward: ['FusedConv2D', 'Transpose'], gradient: ['Conv2DBackpropFilter', 'Conv2DBackpropInput'] },
  conv2dTranspose: { forward: ['Conv2DBackpropInput', 'Transpose'], gradient: ['Conv2D', 'Conv2DBackpropFilter'] },
  conv3d: { forward: ['Conv3D', 'Transpose'], gradient: ['Conv3DBackpropFilterV2', 'Conv3DBackpropInputV2'] },
  conv3dTranspose: { forward: ['Conv3DBackpropInputV2', 'Transpose'], gradient: ['Conv3D', 'Conv3DBackpropFilterV2'] },
  convLstm2d: {
    forward: ['ClipByValue', 'Conv2D', 'SplitV', 'Tanh', 'Transpose', 'Unpack'],
    gradient: [
      'Concat',
      'Conv2DBackpropFilter',
      'Conv2DBackpropInput',
      'GreaterEqual',
      'LessEqual',
      'LogicalAnd',
      'Select',
      'Square',
      'ZerosLike',
    ],
  },
  cropping2D: { forward: ['Transpose'], gradient: ['PadV2'] },
  depthwiseConv2d: {
    forward: ['DepthwiseConv2dNative', 'Transpose'],
    gradient: ['DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'],
  },
  dropout: { forward: [], gradient: ['Floor'] },
  elu: { forward: ['Elu'], gradient: ['EluGrad'] },
  embedding: { forward: ['GatherV2'], gradient: ['UnsortedSegmentSum'] },
  flatten: { forward: ['Transpose'], gradient: [] },
  globalAveragePooling1d: { forward: ['Transpose'], gradient: [] },
  globalAveragePooling2d: { forward: ['Transpose'], gradient: [] },
  globalMaxPooling1d: { forward: ['Max', 'Transpose'], gradient: ['Equal'] },
  globalMaxPooling2d: { forward: ['Max'], gradient: [] },
  gru: {
    forward: ['ClipByValue', 'Neg', 'SplitV', 'Transpose', 'Unpack'],
    gradient: ['Concat', 'GreaterEqual', 'LessEqual', 'LogicalAnd', 'Select'],
  },
  layerNormalization: { forward: ['FusedBatchNorm', 'Square', 'Tile'], gradient: ['Neg', 'Rsqrt'] },
  leakyReLU: { forward: ['LeakyRelu'], gradient: ['Greater', 'Select'] },
  lstm: {
    forward: ['ClipByValue', 'SplitV', 'Transpose', 'Unpack'],
    gradient: ['Concat', 'GreaterEqual', 'LessEqual', 'LogicalAnd', 'Select', 'ZerosLike'],
  },
  masking: {
    forward: ['Any', 'ClipByValue', 'ExpandDims', 'NotEqual', 'OnesLike', 'SplitV', 'Tanh', 'Tile', 'Transpose', 'Unpack'],
    gradient: ['Concat', 'GreaterEqual', 'LessEqual', 'LogicalAnd', 'Select', 'Square', 'ZerosLike'],
  },
  maxPooling1d: { forward: ['MaxPool', 'Transpose'], gradient: ['MaxPoolGrad'] },
  maxPooling2d: { forward: ['MaxPool', 'Transpose'], gradient: ['MaxPoolGrad'] },
  maxPooling3d: { forward: ['MaxPool3D', 'Transpose'], gradient: ['MaxPool3DGrad'] },
  maximum: { forward: ['Maximum'], gradient: ['GreaterEqual', 'Less'] },
  minimum: { forward: ['Minimum'], gradient: ['Greater', 'LessEqual'] },
  permute: { forward: ['Transpose'], gradient: [] },
  prelu: { forward: ['Prelu', 'Transpose'], gradient: ['Greater', 'Select', 'ZerosLike'] },
  randomWidth: { forward: ['Max', 'ResizeBilinear'], gradient: [] },
  reLU: { forward: ['ClipByValue', 'Relu'], gradient: ['GreaterEqual', 'LessEqual', 'LogicalAnd', 'Max', 'Select', 'Step', 'ZerosLike'] },
  repeatVector: { forward: ['Tile'], gradient: [] },
  resizing: { forward: ['ResizeNearestNeighbor', 'Transpose'], gradient: [] },
  separableConv2d: {
    forward: ['Conv2D', 'DepthwiseConv2dNative', 'Transpose'],
    gradient: ['Conv2DBackpropFilter', 'Conv2DBackpropInput', 'DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'],
  },
  simpleRNN: { forward: ['Transpose', 'Unpack'], gradient: [] },
  softmax: { forward: ['Softmax', 'Transpose'], gradient: [] },
  spatialDropout1d: { forward: ['Transpose'], gradient: ['Floor'] },
  thresholdedReLU: { forward: ['Greater'], gradient: ['Max', 'ZerosLike'] },
  upSampling2d: { forward: ['Transpose'], gradient: [] },
  zeroPadding2d: { forward: ['PadV2', 'Transpose'], gradient: [] },
};
