import { output } from '../../kernels/repair.ts';
import { convolutionOf, type ConvolutionAttributes } from '../convolution.ts';
import { ownKernel } from '../ownKernel.ts';

interface Attributes extends ConvolutionAttributes {
  readonly inputShape: readonly number[];
}

/** The gradient of a convolution with respect to its images, which is also the forward pass of a transposed one. */
export const conv2DBackpropInput = ownKernel<'dy' | 'filter', Attributes>(
  'Conv2DBackpropInput',
  ({ inputs: { dy, filter }, attrs, backend }, { kernels, addressOf, withScratch }) => {
    const convolution = convolutionOf(attrs.inputShape, filter.shape, attrs);
    if (convolution === undefined || filter.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
    const { inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, padInfo, numbers } = convolution;
    const { paddedHeight, paddedWidth } = convolution;
    // What arrives must lie within the image, with a margin of the filter less 1, that it is spread out in.
    if (padInfo.top >= filterHeight || paddedHeight - padInfo.top - inHeight >= filterHeight) return undefined;
    if (padInfo.left >= filterWidth || paddedWidth - padInfo.left - inWidth >= filterWidth) return undefined;
    const spread = (inHeight + filterHeight - 1) * (inWidth + filterWidth - 1) * outChannels;
    return withScratch(kernels.convolutionScratch(inChannels, filterHeight * filterWidth * outChannels, spread), (scratch) => {
      const gradient = output(backend, attrs.inputShape, 'float32');
      const [to, arriving, weights] = [addressOf(backend, gradient), addressOf(backend, dy), addressOf(backend, filter)];
      kernels.conv2DInputGradient(to, arriving, weights, ...numbers, scratch);
      return gradient;
    });
  },
);
