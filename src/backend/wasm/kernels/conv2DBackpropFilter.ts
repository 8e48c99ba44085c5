import { byImages } from '../byImages.ts';
import { convolutionOf, isDilated, type ConvolutionAttributes } from '../convolution.ts';
import { plannedKernel } from '../plannedKernel.ts';

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: readonly number[];
}

/** The gradient of a convolution with respect to its filter. */
export const conv2DBackpropFilter = plannedKernel<'x' | 'dy', Attributes>(
  'Conv2DBackpropFilter',
  ({ x, dy }, attrs, { conv2DFilterGradient, conv2DFilterGradientScratch }) => {
    const convolution = convolutionOf(x.shape, attrs.filterShape, attrs);
    if (convolution === undefined || isDilated(convolution) || x.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
    const { outWidth, imageNumbers, channels, filterHeight, filterWidth } = convolution;
    return {
      output: { shape: [...attrs.filterShape], dtype: 'float32' },
      scratch: conv2DFilterGradientScratch(outWidth, imageNumbers),
      ...byImages<'x' | 'dy'>(
        convolution,
        filterHeight * filterWidth * channels,
        ({ inputs: { x, dy }, output: gradient, scratch }) =>
          ({ before, after, geometry, isMore }) =>
            conv2DFilterGradient(gradient, x + before, dy + after, geometry, Number(isMore), scratch),
      ),
    };
  },
);
