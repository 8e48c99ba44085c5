import { activate, type FusedInputs, type Fusion } from '../../kernels/activate.ts';
import { convolve } from '../convolve.ts';
import type { ConvolutionAttributes } from '../convolution.ts';
import { ownKernel } from '../ownKernel.ts';

/** A convolution over images with a bias and an activation: relu in the same pass, others after it. */
export const fusedConv2D = ownKernel<'x' | 'filter' | 'bias' | 'preluActivationWeights', ConvolutionAttributes & Fusion>(
  'FusedConv2D',
  ({ inputs, attrs, backend }, module) => {
    const { x, filter } = inputs;
    const { bias, preluActivationWeights }: FusedInputs = inputs;
    if (bias && (bias.shape.length !== 1 || bias.shape[0] !== filter.shape[3])) return undefined;
    const relu = attrs.activation === 'relu';
    const made = convolve(x, filter, attrs, backend, module, { bias, relu });
    return made === undefined || relu ? made : activate(made, { preluActivationWeights }, attrs, backend);
  },
);
