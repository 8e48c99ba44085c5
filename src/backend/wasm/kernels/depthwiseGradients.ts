import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import { convolutionOf, type ConvolutionAttributes } from '../convolution.ts';
import type { KernelExports } from '../exports.ts';
import { tableOf } from '../geometry.ts';
import { plannedKernel } from '../plannedKernel.ts';

type OfFilter = ConvolutionAttributes & { readonly filterShape: readonly number[] };
type OfImages = ConvolutionAttributes & { readonly inputShape: readonly number[] };

/** The gradient of a depthwise convolution with respect to its filter. */
export const depthwiseConv2dNativeBackpropFilter = plannedKernel<'x' | 'dy', OfFilter>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ x, dy }, attrs, kernels) => plan('x', x, dy, x.shape, attrs.filterShape, attrs, kernels),
);

/** The same with respect to its images. */
export const depthwiseConv2dNativeBackpropInput = plannedKernel<'dy' | 'filter', OfImages>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ dy, filter }, attrs, kernels) => plan('filter', filter, dy, attrs.inputShape, filter.shape, attrs, kernels),
);

/** @param name Of the other tensor, by which what arrives is multiplied. */
function plan<Name extends 'x' | 'filter'>(
  name: Name,
  other: Slot,
  dy: Slot,
  shape: readonly number[],
  filterShape: readonly number[],
  attrs: ConvolutionAttributes,
  { depthwiseGradient }: KernelExports,
): KernelPlan<Name | 'dy', number> | undefined {
  const convolution = convolutionOf(shape, filterShape, attrs, true);
  if (convolution === undefined || other.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
  const ofImages = name === 'filter';
  return {
    output: { shape: (ofImages ? shape : filterShape) as number[], dtype: 'float32' },
    table: tableOf(convolution),
    bind({ inputs: { [name]: other, dy }, output: gradient, table: geometry }) {
      return () => depthwiseGradient(gradient, other, dy, geometry, Number(ofImages));
    },
  };
}
