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
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = convolution;
    const { strideHeight, strideWidth, padInfo, paddedHeight, paddedWidth } = convolution;
    // What arrives must lie within the image, with a margin of the filter less 1, that it is spread out in.
    if (padInfo.top >= filterHeight || paddedHeight - padInfo.top - inHeight >= filterHeight) return undefined;
    if (padInfo.left >= filterWidth || paddedWidth - padInfo.left - inWidth >= filterWidth) return undefined;
    const gradient = backend.makeOutput([...attrs.inputShape], 'float32');
    const spread = (inHeight + filterHeight - 1) * (inWidth + filterWidth - 1) * outChannels;
    withScratch(kernels.convolutionScratch(inChannels, filterHeight * filterWidth * outChannels, spread), (scratch) => {
      kernels.conv2DInputGradient(
        addressOf(backend, gradient),
        addressOf(backend, dy),
        addressOf(backend, filter),
        batchSize,
        inHeight,
        inWidth,
        inChannels,
        outHeight,
        outWidth,
        outChannels,
        filterHeight,
        filterWidth,
        strideHeight,
        strideWidth,
        padInfo.top,
        padInfo.left,
        scratch,
      );
    });
    return gradient;
  },
);
