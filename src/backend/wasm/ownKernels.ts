import type { Repair } from '../kernels/repair.ts';
import { addN } from './kernels/addN.ts';
import { batchMatMul } from './kernels/batchMatMul.ts';
import { cast } from './kernels/cast.ts';
import { conv2D } from './kernels/conv2D.ts';
import { conv2DBackpropFilter } from './kernels/conv2DBackpropFilter.ts';
import { conv2DBackpropInput } from './kernels/conv2DBackpropInput.ts';
import { reverse, slice, stridedSlice, tile, transpose } from './kernels/copies.ts';
import { depthwiseConv2dNative, fusedDepthwiseConv2D } from './kernels/depthwise.ts';
import { depthwiseConv2dNativeBackpropFilter, depthwiseConv2dNativeBackpropInput } from './kernels/depthwiseGradients.ts';
import { fill, onesLike, zerosLike } from './kernels/fill.ts';
import { functions } from './kernels/functions.ts';
import { fusedBatchNorm } from './kernels/fusedBatchNorm.ts';
import { fusedConv2D } from './kernels/fusedConv2D.ts';
import { fusedMatMul } from './kernels/fusedMatMul.ts';
import { gatherV2 } from './kernels/gatherV2.ts';
import { oneHot } from './kernels/oneHot.ts';
import { padV2 } from './kernels/padV2.ts';
import { pairs } from './kernels/pairs.ts';
import { concat, pack, splitV, unpack } from './kernels/parts.ts';
import { avgPool, maxPool } from './kernels/pooling.ts';
import { avgPoolGrad, maxPoolGrad } from './kernels/poolingGradients.ts';
import { reductions } from './kernels/reductions.ts';
import { resizings } from './kernels/resizing.ts';
import { select } from './kernels/select.ts';
import { softmax } from './kernels/softmax.ts';
import { unsortedSegmentSum } from './kernels/unsortedSegmentSum.ts';

/** Every kernel of our module that stands before TF.js's own. */
export const ownKernels: readonly Repair[] = [
  ...functions,
  ...pairs,
  ...reductions,
  ...resizings,
  addN,
  avgPool,
  avgPoolGrad,
  batchMatMul,
  cast,
  concat,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  fill,
  fusedBatchNorm,
  fusedConv2D,
  fusedDepthwiseConv2D,
  fusedMatMul,
  gatherV2,
  maxPool,
  maxPoolGrad,
  oneHot,
  onesLike,
  pack,
  padV2,
  reverse,
  select,
  slice,
  softmax,
  splitV,
  stridedSlice,
  tile,
  transpose,
  unpack,
  unsortedSegmentSum,
  zerosLike,
];
