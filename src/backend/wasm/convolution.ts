import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { ConvolutionNumbers } from './exports.ts';

export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number;
  readonly dataFormat?: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export interface Convolution extends backend_util.Conv2DInfo {
  /** Of an image with its padding. */
  readonly paddedHeight: number;
  readonly paddedWidth: number;
  /** How the filter moves, as our module takes it. */
  readonly numbers: ConvolutionNumbers;
  /** Numbers of one filter, of all channels that it reads. */
  readonly filterNumbers: number;
}

type Shape4D = [number, number, number, number];

/** The geometry of a convolution, if our module does it: channels last, the filter not dilated. */
export function convolutionOf(
  shape: readonly number[],
  filterShape: readonly number[],
  attrs: ConvolutionAttributes,
): Convolution | undefined {
  const { strides, pad, dilations = 1, dataFormat = 'NHWC', dimRoundingMode } = attrs;
  if (dataFormat !== 'NHWC' || ![dilations].flat().every((dilation) => dilation === 1)) return undefined;
  const info = tf.backend_util.computeConv2DInfo(shape as Shape4D, filterShape as Shape4D, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const sizes = [batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels] as const;
  return {
    ...info,
    numbers: [...sizes, filterHeight, filterWidth, strideHeight, strideWidth, padInfo.top, padInfo.left],
    // Where the size of the output is rounded up, the last patch may stand out even over the padding.
    paddedHeight: Math.max(inHeight + padInfo.top + padInfo.bottom, (outHeight - 1) * strideHeight + filterHeight),
    paddedWidth: Math.max(inWidth + padInfo.left + padInfo.right, (outWidth - 1) * strideWidth + filterWidth),
    filterNumbers: filterHeight * filterWidth * inChannels,
  };
}
