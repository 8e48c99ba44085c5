import { convolutionOf, type Convolution, type ConvolutionAttributes } from '../convolution.ts';
import { tableOf } from '../geometry.ts';
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
    const { height, width, channels, outChannels, filterHeight, filterWidth } = convolution;
    const spread = (height + filterHeight - 1) * (width + filterWidth - 1) * outChannels;
    return {
      output: { shape: attrs.inputShape as number[], dtype: 'float32' },
      scratch: convolutionScratch(channels, filterHeight * filterWidth * outChannels, spread),
      table: tableOf(convolution),
      bind:
        ({ inputs: { dy, filter }, output: gradient, scratch, table: geometry }) =>
        () =>
          conv2DInputGradient(gradient, dy, filter, geometry, scratch),
    };
  },
);

/** Whether what arrives lies within the image with a margin of the filter less 1, which it is spread out in, and the filter is dense. */
function isWithin(convolution: Convolution): boolean {
  const { top, left, height, width, paddedHeight, paddedWidth, filterHeight, filterWidth } = convolution;
  const [bottom, right] = [paddedHeight - top - height, paddedWidth - left - width];
  const isDense = convolution.dilationDown === 1 && convolution.dilationAcross === 1;
  return isDense && Math.max(top, bottom) < filterHeight && Math.max(left, right) < filterWidth;
}
