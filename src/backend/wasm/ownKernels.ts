import type { Repair } from '../kernels/repair.ts';
import { batchMatMul } from './kernels/batchMatMul.ts';
import { conv2D } from './kernels/conv2D.ts';
import { conv2DBackpropFilter } from './kernels/conv2DBackpropFilter.ts';
import { conv2DBackpropInput } from './kernels/conv2DBackpropInput.ts';
import { depthwiseConv2dNativeBackpropFilter, depthwiseConv2dNativeBackpropInput } from './kernels/depthwiseGradients.ts';
import { fusedConv2D } from './kernels/fusedConv2D.ts';
import { fusedMatMul } from './kernels/fusedMatMul.ts';
import { gatherV2 } from './kernels/gatherV2.ts';
import { avgPoolGrad, maxPoolGrad } from './kernels/poolingGradients.ts';
import { slice } from './kernels/slice.ts';
import { unsortedSegmentSum } from './kernels/unsortedSegmentSum.ts';

/** Every kernel of our module that stands before TF.js's own. */
export const ownKernels: readonly Repair[] = [
  avgPoolGrad,
  batchMatMul,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  fusedConv2D,
  fusedMatMul,
  gatherV2,
  maxPoolGrad,
  slice,
  unsortedSegmentSum,
];
