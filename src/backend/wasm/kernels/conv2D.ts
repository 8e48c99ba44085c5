import type { ConvolutionAttributes } from '../convolution.ts';
import { planConvolution } from '../planConvolution.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** A convolution over images. It packs no filter beforehand, which in training changes at every step. */
export const conv2D = plannedKernel<'x' | 'filter', ConvolutionAttributes>('Conv2D', ({ x, filter }, attrs, kernels) =>
  planConvolution(x, filter, attrs, 0, kernels),
);
