import { convolutionOf, isWithin, type ConvolutionAttributes } from '../convolution.ts';
import { imagePieces } from '../imagePieces.ts';
import { plannedKernel } from '../plannedKernel.ts';

interface Attributes extends ConvolutionAttributes {
  readonly inputShape: readonly number[];
}

/** The gradient of a convolution with respect to its images, which is also the forward pass of a transposed one. */
export const conv2DBackpropInput = plannedKernel<'dy' | 'filter', Attributes>(
  'Conv2DBackpropInput',
  ({ dy, filter }, attrs, { conv2DInputGradient, convolutionScratch }) => {
    const convolution = convolutionOf(attrs.inputShape, filter.shape, attrs);
    if (convolution === undefined || filter.dtype !== 'float32' || dy.dtype !== 'float32' || !isWithin(convolution)) return undefined;
    const { height, width, channels, outChannels, filterHeight, filterWidth, reachDown, reachAcross } = convolution;
    const spread = (height + reachDown) * (width + reachAcross) * outChannels;
    const { table, pieces } = imagePieces(convolution);
    return {
      output: { shape: [...attrs.inputShape], dtype: 'float32' },
      scratch: convolutionScratch(channels, filterHeight * filterWidth * outChannels, spread),
      table,
      bind:
        ({ inputs: { dy, filter }, output: gradient, scratch, table: geometry }) =>
        () =>
          conv2DInputGradient(gradient, dy, filter, geometry, scratch),
      ...(pieces.length > 0 && {
        bindPieces: ({ inputs: { dy, filter }, output: gradient, scratch, table }) =>
          pieces.map(
            ({ before, after, geometry }) =>
              () =>
                conv2DInputGradient(gradient + before, dy + after, filter, table + geometry, scratch),
          ),
      }),
    };
  },
);
