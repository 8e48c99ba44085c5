import { byImages } from '../byImages.ts';
import { convolutionOf, isWithin, type ConvolutionAttributes } from '../convolution.ts';
import { tableOf } from '../geometry.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { DEPTHWISE } from './depthwise.ts';

type OfFilter = ConvolutionAttributes & { readonly filterShape: readonly number[] };
type OfImages = ConvolutionAttributes & { readonly inputShape: readonly number[] };

/** The gradient of a depthwise convolution with respect to its filter. */
export const depthwiseConv2dNativeBackpropFilter = plannedKernel<'x' | 'dy', OfFilter>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ x, dy }, attrs, { depthwiseFilterGradient, depthwiseScratch }) => {
    const convolution = convolutionOf(x.shape, attrs.filterShape, attrs, true);
    if (convolution === undefined || x.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
    const { outChannels, outHeight, outWidth, filterHeight, filterWidth, paddedHeight, paddedWidth } = convolution;
    return {
      output: { shape: [...attrs.filterShape], dtype: 'float32' },
      scratch: depthwiseScratch(outChannels, filterHeight * filterWidth, paddedHeight * paddedWidth + outHeight * outWidth),
      table: tableOf(convolution),
      bind:
        ({ inputs: { x, dy }, output: gradient, scratch, table: geometry }) =>
        () =>
          depthwiseFilterGradient(gradient, x, dy, geometry, scratch),
    };
  },
);

/** The same with respect to its images. */
export const depthwiseConv2dNativeBackpropInput = plannedKernel<'dy' | 'filter', OfImages>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ dy, filter }, attrs, { depthwiseInputGradient, depthwiseScratch }) => {
    const convolution = convolutionOf(attrs.inputShape, filter.shape, attrs, true);
    if (convolution === undefined || filter.dtype !== 'float32' || dy.dtype !== 'float32' || !isWithin(convolution)) return undefined;
    const { outChannels, height, width, filterHeight, filterWidth, reachDown, reachAcross } = convolution;
    const spread = (height + reachDown) * (width + reachAcross);
    return {
      output: { shape: [...attrs.inputShape], dtype: 'float32' },
      scratch: depthwiseScratch(outChannels, filterHeight * filterWidth, spread + height * width),
      ...byImages<'dy' | 'filter'>(
        convolution,
        DEPTHWISE * filterHeight * filterWidth,
        ({ inputs: { dy, filter }, output: gradient, scratch }) =>
          ({ before, after, geometry }) =>
            depthwiseInputGradient(gradient + before, dy + after, filter, geometry, scratch),
      ),
    };
  },
);
