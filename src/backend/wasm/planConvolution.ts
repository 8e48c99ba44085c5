import type { KernelPlan, Slot } from '../kernels/planned.ts';
import { convolutionOf, type ConvolutionAttributes } from './convolution.ts';
import type { KernelExports } from './exports.ts';
import { imagePieces } from './imagePieces.ts';

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
  const { table, pieces } = imagePieces(convolution);
  return {
    output: { shape: outShape, dtype: 'float32' },
    scratch: convolutionScratch(outChannels, filterHeight * filterWidth * channels, imageNumbers),
    table,
    bind:
      ({ inputs: { x, filter, bias = 0 }, output: out, scratch, table: geometry }) =>
      () =>
        conv2D(out, x, filter, bias, fusion, geometry, scratch),
    ...(pieces.length > 0 && {
      bindPieces: ({ inputs: { x, filter, bias = 0 }, output: out, scratch, table }) =>
        pieces.map(
          ({ before, after, geometry }) =>
            () =>
              conv2D(out + after, x + before, filter, bias, fusion, table + geometry, scratch),
        ),
    }),
  };
}
