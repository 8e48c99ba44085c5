/**
 * Operations of TensorFlow that graphs are made of (tensorflow/core/ops): for each input the attribute that names its type, or `_`, with
 * the attribute that counts it where it is a list; and what its outputs are called, which the body of a function reads them by.
 */
const table = `
Abs: T -> y
Acos: T -> y
Acosh: T -> y
Add: T T -> z
AddN: T*N -> sum
AddV2: T T -> z
All: _ Tidx -> output
Any: _ Tidx -> output
ArgMax: T Tidx -> output
ArgMin: T Tidx -> output
Asin: T -> y
Asinh: T -> y
AssignVariableOp: _ dtype ->
Atan: T -> y
Atan2: T T -> z
Atanh: T -> y
AvgPool: T -> output
AvgPool3D: T -> output
AvgPool3DGrad: _ T -> output
AvgPoolGrad: _ T -> output
BatchMatMul: T T -> output
BatchMatMulV2: T T -> output
BatchToSpaceND: T Tblock_shape Tcrops -> output
BiasAdd: T T -> output
BiasAddGrad: T -> output
Bincount: _ _ T -> bins
Bitcast: T -> output
BitwiseAnd: T T -> z
BitwiseOr: T T -> z
BitwiseXor: T T -> z
BlockLSTM: _ T T T T T T T T -> i cs f o ci co h
BlockLSTMGrad: _ T T T T T T T T T T T T T T T T T -> x_grad cs_prev_grad h_prev_grad w_grad wci_grad wcf_grad wco_grad b_grad
BlockLSTMGradV2: _ T T T T T T T T T T T T T T T T T -> x_grad cs_prev_grad h_prev_grad w_grad wci_grad wcf_grad wco_grad b_grad
BlockLSTMV2: _ T T T T T T T T -> i cs f o ci co h
BroadcastArgs: T T -> r0
BroadcastTo: T Tidx -> output
Cast: SrcT -> y
Ceil: T -> y
ClipByValue: T T T -> output
Complex: T T -> out
ComplexAbs: T -> y
Concat: _ T*N -> output
ConcatV2: T*N Tidx -> output
Const: -> output
Conv2D: T T -> output
Conv2DBackpropFilter: T _ T -> output
Conv2DBackpropInput: _ T T -> output
Conv3D: T T -> output
Conv3DBackpropFilterV2: T _ T -> output
Conv3DBackpropInputV2: Tshape T T -> output
Cos: T -> y
Cosh: T -> y
CropAndResize: T _ _ _ -> crops
Cumprod: T Tidx -> out
Cumsum: T Tidx -> out
DenseBincount: Tidx Tidx T -> output
DepthToSpace: T -> output
DepthwiseConv2dNative: T T -> output
DepthwiseConv2dNativeBackpropFilter: T _ T -> output
DepthwiseConv2dNativeBackpropInput: _ T T -> output
DestroyResourceOp: _ ->
Diag: T -> output
Dilation2D: T T -> output
Dilation2DBackpropFilter: T T T -> filter_backprop
Dilation2DBackpropInput: T T T -> in_backprop
Div: T T -> z
DivNoNan: T T -> z
Einsum: T*N -> output
Elu: T -> activations
EluGrad: T T -> backprops
Equal: T T -> z
Erf: T -> y
Exp: T -> y
ExpandDims: T Tdim -> output
Expm1: T -> y
FFT: Tcomplex -> output
Fill: index_type T -> output
Floor: T -> y
FloorDiv: T T -> z
FloorMod: T T -> z
FusedBatchNorm: T T T T T -> y batch_mean batch_variance reserve_space_1 reserve_space_2
FusedBatchNormGradV3: T T _ U U U -> x_backprop scale_backprop offset_backprop reserve_space_4 reserve_space_5
FusedBatchNormV3: T U U U U -> y batch_mean batch_variance reserve_space_1 reserve_space_2 reserve_space_3
GatherNd: Tparams Tindices -> output
GatherV2: Tparams Tindices Taxis -> output
Greater: T T -> z
GreaterEqual: T T -> z
IFFT: Tcomplex -> output
Identity: T -> output
If: Tcond _ -> output*Tout
Imag: T -> output
InplaceUpdate: T _ T -> y
IsFinite: T -> y
IsInf: T -> y
IsNan: T -> y
L2Loss: T -> output
LRN: T -> output
LRNGrad: T T T -> output
LeakyRelu: T -> activations
LeakyReluGrad: T T -> backprops
LeftShift: T T -> z
Less: T T -> z
LessEqual: T T -> z
LinSpace: T T Tidx -> output
Log: T -> y
Log1p: T -> y
LogSoftmax: T -> logsoftmax
LogicalAnd: _ _ -> z
LogicalNot: _ -> y
LogicalOr: _ _ -> z
LowerBound: T T -> output
MatMul: T T -> product
MatrixBandPart: T Tindex Tindex -> band
Max: T Tidx -> output
MaxPool: T -> output
MaxPool3D: T -> output
MaxPool3DGrad: TInput TInput T -> output
MaxPoolGrad: T T T -> output
MaxPoolWithArgmax: T -> output argmax
Maximum: T T -> z
Mean: T Tidx -> output
Min: T Tidx -> output
Minimum: T T -> z
MirrorPad: T Tpaddings -> output
Mod: T T -> z
Mul: T T -> z
Multinomial: T _ -> output
Neg: T -> y
NoOp: ->
NonMaxSuppressionV3: T T _ T_threshold T_threshold -> selected_indices
NonMaxSuppressionV4: T T _ T_threshold T_threshold -> selected_indices valid_outputs
NonMaxSuppressionV5: T T _ T T T -> selected_indices selected_scores valid_outputs
NotEqual: T T -> z
OneHot: TI _ T T -> output
OnesLike: T -> y
Pack: T*N -> output
PadV2: T Tpaddings T -> output
PartitionedCall: _ -> output*Tout
Placeholder: -> output
Pow: T T -> z
Prod: T Tidx -> output
RaggedGather: Tsplits*PARAMS_RAGGED_RANK Tvalues Tindices -> output_nested_splits*OUTPUT_RAGGED_RANK output_dense_values
RaggedRange: T T T -> rt_nested_splits rt_dense_values
RaggedTensorToTensor: Tshape T T Tindex*num_row_partition_tensors -> result
Range: Tidx Tidx Tidx -> output
ReadVariableOp: _ -> value
Real: T -> output
RealDiv: T T -> z
Reciprocal: T -> y
Relu: T -> activations
Relu6: T -> activations
Relu6Grad: T T -> backprops
ReluGrad: T T -> backprops
Reshape: T Tshape -> output
ResizeBilinear: T _ -> resized_images
ResizeBilinearGrad: _ T -> output
ResizeNearestNeighbor: T _ -> resized_images
ResizeNearestNeighborGrad: T _ -> output
ResourceApplyAdaMax: _ _ _ T T T T T T ->
ResourceApplyAdadelta: _ _ _ T T T T ->
ResourceApplyAdagradV2: _ _ T T T ->
ResourceApplyAdam: _ _ _ T T T T T T T ->
ResourceApplyAdamWithAmsgrad: _ _ _ _ T T T T T T T ->
ResourceApplyCenteredRMSProp: _ _ _ _ T T T T T ->
ResourceApplyGradientDescent: _ T T ->
ResourceApplyKerasMomentum: _ _ T T T ->
ResourceApplyMomentum: _ _ T T T ->
ResourceApplyRMSProp: _ _ _ T T T T T ->
Reverse: T _ -> output
ReverseV2: T Tidx -> output
RightShift: T T -> z
Round: T -> y
Rsqrt: T -> y
ScatterNd: Tindices T Tindices -> output
Select: _ T T -> output
SelectV2: _ T T -> output
Selu: T -> activations
SeluGrad: T T -> backprops
Sigmoid: T -> y
SigmoidGrad: T T -> z
Sign: T -> y
Sin: T -> y
Sinh: T -> y
Slice: T Index Index -> output
Softmax: T -> softmax
SoftmaxCrossEntropyWithLogits: T T -> loss backprop
Softplus: T -> activations
SoftplusGrad: T T -> backprops
SpaceToBatchND: T Tblock_shape Tpaddings -> output
SparseFillEmptyRows: _ T _ T -> output_indices output_values empty_row_indicator reverse_index_map
SparseReshape: _ _ _ -> output_indices output_shape
SparseSegmentMean: T Tidx Tsegmentids -> output
SparseSegmentSum: T Tidx Tsegmentids -> output
SparseSoftmaxCrossEntropyWithLogits: T Tlabels -> loss backprop
SparseToDense: Tindices Tindices T T -> dense
Split: _ T -> output*num_split
SplitV: T Tlen _ -> output*num_split
Sqrt: T -> y
Square: T -> y
SquaredDifference: T T -> z
StatefulPartitionedCall: _ -> output*Tout
StatelessIf: Tcond _ -> output*Tout
StatelessWhile: _ -> output*T
StaticRegexReplace: _ -> output
StridedSlice: T Index Index Index -> output
StringNGrams: _ Tsplits -> ngrams ngrams_splits
StringSplit: _ _ -> indices values shape
StringToHashBucketFast: _ -> output
Sub: T T -> z
Sum: T Tidx -> output
Tan: T -> y
Tanh: T -> y
TanhGrad: T T -> z
TensorListFromTensor: element_dtype shape_type -> output_handle
TensorListGetItem: _ _ Tshape -> item
TensorListReserve: shape_type _ -> handle
TensorListSetItem: _ _ element_dtype -> output_handle
TensorListStack: _ _ -> tensor
TensorScatterUpdate: T Tindices T -> output
Tile: T Tmultiples -> output
TopK: T -> values indices
TopKV2: T Tk -> values indices
Transpose: T Tperm -> y
Unique: T -> y idx
UniqueV2: T Taxis -> y idx
Unpack: T -> output*num
UnsortedSegmentSum: T Tindices Tnumsegments -> output
UpperBound: T T -> output
VarHandleOp: -> resource
Where: T -> index
While: _ -> output*T
XlaDynamicSlice: T Tindices Tindices -> output
ZerosLike: T -> y
_MklNativeMaxPool: T -> output workspace
_MklNativeMaxPoolGrad: T T T _ -> output
_XlaCompile: _ -> key compilation_successful
_XlaRun: _ -> results*Tresults
`;

export interface OperationForm {
  readonly inputs: readonly Argument[];
  readonly outputs: readonly Argument[];
}

/** `name` of an output, or the type attribute of an input; `count`, where it is a list, is the attribute that counts it. */
export interface Argument {
  readonly name: string;
  readonly count: string | undefined;
}

let forms: ReadonlyMap<string, OperationForm> | undefined;

/** Undefined for an operation that is not known here. */
export function formOf(op: string): OperationForm | undefined {
  forms ??= new Map(
    table
      .trim()
      .split('\n')
      .map((line) => {
        const [name, rest] = line.split(': ') as [string, string];
        const [inputs, outputs] = rest.split('->') as [string, string];
        return [name, { inputs: argumentsIn(inputs), outputs: argumentsIn(outputs) }];
      }),
  );
  return forms.get(op);
}

const argumentsIn = (text: string): readonly Argument[] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, count] = part.split('*') as [string, string | undefined];
      return { name, count };
    });
