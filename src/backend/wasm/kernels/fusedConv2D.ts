import type { Fusion } from '../../kernels/activate.ts';
import type { ConvolutionAttributes } from '../convolution.ts';
import { fusionOf, isPerChannel } from '../fusion.ts';
import { planConvolution } from '../planConvolution.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** A convolution over images with a bias, and with relu in the same pass. */
export const fusedConv2D = plannedKernel<'x' | 'filter' | 'bias', ConvolutionAttributes & Fusion>(
  'FusedConv2D',
  ({ x, filter, bias }, attrs, kernels) => {
    const fusion = fusionOf(attrs);
    if (fusion === undefined || !isPerChannel(bias, filter.shape[3])) return undefined;
    return planConvolution(x, filter, attrs, fusion, kernels);
  },
);
