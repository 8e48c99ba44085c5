import { byImages } from './byImages.ts';
import type { KernelPlan, Slot } from '../kernels/planned.ts';
import { convolutionOf, type ConvolutionAttributes } from './convolution.ts';
import type { KernelExports } from './exports.ts';

/** A convolution of 32-bit floats by our module. */
export function planConvolution(
  x: Slot,
  filter: Slot,
  attrs: ConvolutionAttributes,
  fusion: number,
  { conv2D, convolutionScratch }: KernelExports,
): (KernelPlan<'x' | 'filter' | 'bias', number> & { readonly output: Slot }) | undefined {
  if (x.dtype !== 'float32' || filter.dtype !== 'float32') return undefined;
  const convolution = convolutionOf(x.shape, filter.shape, attrs);
  if (convolution === undefined) return undefined;
  const { channels, outChannels, filterHeight, filterWidth, imageNumbers, outShape } = convolution;
  const perNumber = filterHeight * filterWidth * channels;
  return {
    output: { shape: outShape, dtype: 'float32' },
    scratch: convolutionScratch(outChannels, perNumber, imageNumbers),
    ...byImages<'x' | 'filter' | 'bias'>(
      convolution,
      perNumber,
      ({ inputs: { x, filter, bias = 0 }, output: out, scratch }) =>
        ({ before, after, geometry }) =>
          conv2D(out + after, x + before, filter, bias, fusion, geometry, scratch),
    ),
  };
}
