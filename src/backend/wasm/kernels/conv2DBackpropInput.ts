import { byImages } from '../byImages.ts';
import { convolutionOf, isWithin, type ConvolutionAttributes } from '../convolution.ts';
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
    return {
      output: { shape: [...attrs.inputShape], dtype: 'float32' },
      scratch: convolutionScratch(channels, filterHeight * filterWidth * outChannels, spread),
      ...byImages<'dy' | 'filter'>(
        convolution,
        filterHeight * filterWidth * channels,
        ({ inputs: { dy, filter }, output: gradient, scratch }) =>
          ({ before, after, geometry }) =>
            conv2DInputGradient(gradient + before, dy + after, filter, geometry, scratch),
      ),
    };
  },
);
