import { output } from '../../kernels/repair.ts';
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
    const { inChannels, outWidth, paddedHeight, paddedWidth, numbers } = convolution;
    return withScratch(kernels.conv2DFilterGradientScratch(outWidth, paddedHeight * paddedWidth * inChannels), (scratch) => {
      const gradient = output(backend, attrs.filterShape, 'float32');
      const [to, images, arriving] = [addressOf(backend, gradient), addressOf(backend, x), addressOf(backend, dy)];
      kernels.conv2DFilterGradient(to, images, arriving, ...numbers, paddedHeight, paddedWidth, scratch);
      return gradient;
    });
  },
);
