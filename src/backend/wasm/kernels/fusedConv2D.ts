import type { Fusion } from '../../kernels/activate.ts';
import type { ConvolutionAttributes } from '../convolution.ts';
import { fusionOf, isPerChannel, thenActivate } from '../fusion.ts';
import { planConvolution } from '../planConvolution.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** A convolution over images with a bias, and an activation: relu in the same pass, others after it. */
export const fusedConv2D = plannedKernel<'x' | 'filter' | 'bias', ConvolutionAttributes & Fusion>(
  'FusedConv2D',
  ({ x, filter, bias }, attrs, kernels) => {
    if (!isPerChannel(bias, filter.shape[3])) return undefined;
    return thenActivate(planConvolution(x, filter, attrs, fusionOf(attrs), kernels), attrs, kernels);
  },
);
