import type { Fusion } from '../../kernels/activate.ts';
import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import { byImages } from '../byImages.ts';
import { convolutionOf, type ConvolutionAttributes } from '../convolution.ts';
import type { KernelExports } from '../exports.ts';
import { fusionOf, isPerChannel, thenActivate } from '../fusion.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** So many times as long takes a multiply-add of a channel by itself, for which two numbers are read. */
export const DEPTHWISE = 4;

/** A convolution of each channel by itself. */
export const depthwiseConv2dNative = plannedKernel<'x' | 'filter', ConvolutionAttributes>(
  'DepthwiseConv2dNative',
  ({ x, filter }, attrs, kernels) => plan(x, filter, attrs, 0, kernels),
);

/** The same with a bias, and an activation: relu in the same pass, others after it. */
export const fusedDepthwiseConv2D = plannedKernel<'x' | 'filter' | 'bias', ConvolutionAttributes & Fusion>(
  'FusedDepthwiseConv2D',
  ({ x, filter, bias }, attrs, kernels) => {
    const [, , channels, multiplier] = filter.shape as [number, number, number, number];
    if (!isPerChannel(bias, channels * multiplier)) return undefined;
    return thenActivate(plan(x, filter, attrs, fusionOf(attrs), kernels), attrs, kernels);
  },
);

function plan(
  x: Slot,
  filter: Slot,
  attrs: ConvolutionAttributes,
  fusion: number,
  { depthwise, depthwiseScratch }: KernelExports,
): (KernelPlan<'x' | 'filter' | 'bias', number> & { readonly output: Slot }) | undefined {
  if (x.dtype !== 'float32' || filter.dtype !== 'float32') return undefined;
  const convolution = convolutionOf(x.shape, filter.shape, attrs, true);
  if (convolution === undefined) return undefined;
  const { outChannels, filterHeight, filterWidth, paddedHeight, paddedWidth, outShape } = convolution;
  return {
    output: { shape: outShape, dtype: 'float32' },
    scratch: depthwiseScratch(outChannels, filterHeight * filterWidth, paddedHeight * paddedWidth),
    ...byImages<'x' | 'filter' | 'bias'>(
      convolution,
      DEPTHWISE * filterHeight * filterWidth,
      ({ inputs: { x, filter, bias = 0 }, output: out, scratch }) =>
        ({ before, after, geometry }) =>
          depthwise(out + after, x + before, filter, bias, fusion, geometry, scratch),
    ),
  };
}
