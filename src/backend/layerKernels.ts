/** Kernels of TF.js by name. */
export interface KernelNames {
  /** In answering. */
  readonly forward: readonly string[];
  /** In training, besides. */
  readonly gradient: readonly string[];
}

/** What every network needs. */
export const arithmetic: KernelNames = {
  forward: ['Add', 'Cast', 'Identity', 'Mean', 'Multiply', 'RealDiv', 'Reshape', 'Slice', 'Sub', 'Sum', 'Transpose'],
  gradient: ['AddN', 'Neg', 'Square'],
};

/**
 * The kernels that a kind of layer needs whatever its options are, besides that arithmetic. What its options name (activations, cells)
 * is not here (`kernelsOfLayer`). A test holds all of it to what TF.js really runs.
 */
export const layerKernels: Readonly<Record<string, KernelNames>> = {
  dense: { forward: ['_FusedMatMul'], gradient: ['BatchMatMul'] },
  alphaDropout: { forward: [], gradient: [] },
  averagePooling1d: { forward: ['AvgPool'], gradient: ['AvgPoolGrad'] },
  averagePooling2d: { forward: ['AvgPool'], gradient: ['AvgPoolGrad'] },
  averagePooling3d: { forward: ['AvgPool3D'], gradient: ['AvgPool3DGrad'] },
  batchNormalization: { forward: ['FusedBatchNorm'], gradient: ['Rsqrt', 'Tile'] },
  categoryEncoding: { forward: ['DenseBincount', 'Greater', 'GreaterEqual', 'Max', 'Min'], gradient: [] },
  centerCrop: { forward: [], gradient: ['PadV2'] },
  concatenate: { forward: ['Concat'], gradient: ['SplitV'] },
  conv1d: { forward: ['Conv2D'], gradient: ['Conv2DBackpropFilter', 'Conv2DBackpropInput'] },
  conv2d: { forward: ['FusedConv2D'], gradient: ['Conv2DBackpropFilter', 'Conv2DBackpropInput'] },
  conv2dTranspose: { forward: ['Conv2DBackpropInput'], gradient: ['Conv2D', 'Conv2DBackpropFilter'] },
  conv3d: { forward: ['Conv3D'], gradient: ['Conv3DBackpropFilterV2', 'Conv3DBackpropInputV2'] },
  conv3dTranspose: { forward: ['Conv3DBackpropInputV2'], gradient: ['Conv3D', 'Conv3DBackpropFilterV2'] },
  convLstm2d: {
    forward: ['Conv2D', 'SplitV', 'Unpack'],
    gradient: ['Concat', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Pack', 'ZerosLike'],
  },
  cropping2D: { forward: [], gradient: ['PadV2'] },
  depthwiseConv2d: {
    forward: ['DepthwiseConv2dNative'],
    gradient: ['DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'],
  },
  dot: { forward: ['BatchMatMul', 'ExpandDims'], gradient: [] },
  dropout: { forward: [], gradient: [] },
  elu: { forward: ['Elu'], gradient: ['EluGrad'] },
  embedding: { forward: ['GatherV2'], gradient: ['UnsortedSegmentSum'] },
  globalMaxPooling1d: { forward: ['Max'], gradient: ['Equal'] },
  globalMaxPooling2d: { forward: ['Max'], gradient: ['Equal'] },
  gru: { forward: ['Neg', 'SplitV', 'Unpack', '_FusedMatMul'], gradient: ['BatchMatMul', 'Concat', 'Pack'] },
  layerNormalization: { forward: ['FusedBatchNorm', 'Square', 'Tile'], gradient: ['Rsqrt'] },
  leakyReLU: { forward: ['LeakyRelu'], gradient: ['Greater', 'Select'] },
  lstm: { forward: ['SplitV', 'Unpack', '_FusedMatMul'], gradient: ['BatchMatMul', 'Concat', 'Pack', 'ZerosLike'] },
  masking: { forward: ['Any', 'ExpandDims', 'NotEqual', 'OnesLike'], gradient: ['ZerosLike'] },
  maxPooling1d: { forward: ['MaxPool'], gradient: ['MaxPoolGrad'] },
  maxPooling2d: { forward: ['MaxPool'], gradient: ['MaxPoolGrad'] },
  maxPooling3d: { forward: ['MaxPool3D'], gradient: ['MaxPool3DGrad'] },
  maximum: { forward: ['Maximum'], gradient: ['GreaterEqual', 'Less'] },
  minimum: { forward: ['Minimum'], gradient: ['Greater', 'LessEqual'] },
  prelu: { forward: ['Prelu'], gradient: ['Greater', 'Select', 'ZerosLike'] },
  reLU: { forward: ['ClipByValue', 'Relu'], gradient: ['GreaterEqual', 'LessEqual', 'LogicalAnd', 'Max', 'Select', 'Step', 'ZerosLike'] },
  repeatVector: { forward: ['Tile'], gradient: [] },
  separableConv2d: {
    forward: ['Conv2D', 'DepthwiseConv2dNative'],
    gradient: ['Conv2DBackpropFilter', 'Conv2DBackpropInput', 'DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'],
  },
  simpleRNN: { forward: ['Unpack', '_FusedMatMul'], gradient: ['BatchMatMul', 'Pack'] },
  softmax: { forward: ['Softmax'], gradient: [] },
  spatialDropout1d: { forward: [], gradient: [] },
  thresholdedReLU: { forward: ['Greater'], gradient: ['Max', 'ZerosLike'] },
  timeDistributed: { forward: ['Pack', 'Unpack'], gradient: [] },
  zeroPadding2d: { forward: ['PadV2'], gradient: [] },
};
