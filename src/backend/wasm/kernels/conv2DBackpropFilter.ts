import { convolutionOf, type ConvolutionAttributes } from '../convolution.ts';
import { ownKernel } from '../ownKernel.ts';

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: readonly number[];
}

/** The gradient of a convolution with respect to its filter. */
export const conv2DBackpropFilter = ownKernel<'x' | 'dy', Attributes>(
  'Conv2DBackpropFilter',
  ({ inputs: { x, dy }, attrs, backend }, { kernels, addressOf, withScratch }) => {
    const convolution = convolutionOf(x.shape, attrs.filterShape, attrs);
    if (convolution === undefined || x.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = convolution;
    const { strideHeight, strideWidth, padInfo, paddedHeight, paddedWidth } = convolution;
    const gradient = backend.makeOutput([...attrs.filterShape], 'float32');
    withScratch(kernels.conv2DFilterGradientScratch(outWidth, paddedHeight * paddedWidth * inChannels), (scratch) => {
      kernels.conv2DFilterGradient(
        addressOf(backend, gradient),
        addressOf(backend, x),
        addressOf(backend, dy),
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
        paddedHeight,
        paddedWidth,
        scratch,
      );
    });
    return gradient;
  },
);
