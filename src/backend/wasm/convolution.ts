import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Geometry } from './geometry.ts';

export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number | null;
  readonly dataFormat?: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export interface Convolution extends Geometry {
  readonly outShape: number[];
  /** Numbers of an image with its padding. */
  readonly imageNumbers: number;
  /** From the first to the last value of the filter, in rows and columns of the image. */
  readonly reachDown: number;
  readonly reachAcross: number;
}

type Shape4D = [number, number, number, number];

/** The geometry of a convolution, if our module does it: channels last. Each channel is by itself where it is depthwise. */
export function convolutionOf(
  shape: readonly number[],
  filterShape: readonly number[],
  attrs: ConvolutionAttributes,
  isDepthwise = false,
): Convolution | undefined {
  const { strides, pad, dilations, dataFormat = 'NHWC', dimRoundingMode } = attrs;
  if (dataFormat !== 'NHWC') return undefined;
  const [images, filter] = [shape as Shape4D, filterShape as Shape4D];
  const info = tf.backend_util.computeConv2DInfo(images, filter, strides, dilations ?? 1, pad, dimRoundingMode, isDepthwise);
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = info;
  const { top, bottom, left, right } = info.padInfo;
  // Where the size of the output is rounded up, the last patch may stand out even over the padding.
  const paddedHeight = Math.max(inHeight + top + bottom, (outHeight - 1) * strideHeight + info.effectiveFilterHeight);
  const paddedWidth = Math.max(inWidth + left + right, (outWidth - 1) * strideWidth + info.effectiveFilterWidth);
  return {
    batch: info.batchSize,
    height: inHeight,
    width: inWidth,
    channels: inChannels,
    outHeight,
    outWidth,
    outChannels: info.outChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    down: strideHeight,
    across: strideWidth,
    dilationDown: info.dilationHeight,
    dilationAcross: info.dilationWidth,
    top,
    left,
    paddedHeight,
    paddedWidth,
    outShape: info.outShape,
    imageNumbers: paddedHeight * paddedWidth * inChannels,
    reachDown: info.effectiveFilterHeight - 1,
    reachAcross: info.effectiveFilterWidth - 1,
  };
}

/**
 * Whether all that arrives lies within the image with a margin of the filter less 1, in which the gradient with respect to the images
 * spreads it out: padding is no wider than that.
 */
export function isWithin(convolution: Convolution): boolean {
  const { top, left, height, width, paddedHeight, paddedWidth, reachDown, reachAcross } = convolution;
  const [bottom, right] = [paddedHeight - top - height, paddedWidth - left - width];
  return Math.max(top, bottom) <= reachDown && Math.max(left, right) <= reachAcross;
}

/** Whether there are values of the image between those that neighbouring values of the filter meet. */
export const isDilated = ({ dilationDown, dilationAcross }: Convolution): boolean => Math.max(dilationDown, dilationAcross) > 1;
