import { convolve } from '../convolve.ts';
import type { ConvolutionAttributes } from '../convolution.ts';
import { ownKernel } from '../ownKernel.ts';

/** A convolution over images. It packs no filter beforehand, which in training changes at every step. */
export const conv2D = ownKernel<'x' | 'filter', ConvolutionAttributes>('Conv2D', ({ inputs: { x, filter }, attrs, backend }, module) =>
  convolve(x, filter, attrs, backend, module),
);
