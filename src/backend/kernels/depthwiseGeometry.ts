import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

type Shape4D = [number, number, number, number];

export interface DepthwiseAttributes {
  readonly strides: [number, number] | number;
  /** Default: 1. */
  readonly dilations?: [number, number] | number | null;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** One meeting of filter and image: offsets of the filter's values, the image's and the output's at one place. */
export type Meet = (filterOffset: number, imageOffset: number, outputOffset: number) => void;

/**
 * Goes through every meeting of a value of the filter with a pixel of an image; padding is passed over.
 * Filter offsets count rows of [channels, multiplier], image offsets rows of [channels], output offsets rows of [channels * multiplier].
 */
export function eachMeeting(inputShape: readonly number[], filterShape: readonly number[], attrs: DepthwiseAttributes, meet: Meet): void {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const geometry = tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const { batchSize, filterHeight, filterWidth, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = geometry;
  for (let image = 0; image < batchSize; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let i = 0; i < filterHeight; i++) {
        const y = row * geometry.strideHeight + i * geometry.dilationHeight - padInfo.top;
        if (y < 0 || y >= inHeight) continue;
        for (let column = 0; column < outWidth; column++) {
          const output = ((image * outHeight + row) * outWidth + column) * outChannels;
          for (let j = 0; j < filterWidth; j++) {
            const x = column * geometry.strideWidth + j * geometry.dilationWidth - padInfo.left;
            if (x < 0 || x >= inWidth) continue;
            meet((i * filterWidth + j) * outChannels, ((image * inHeight + y) * inWidth + x) * inChannels, output);
          }
        }
      }
    }
  }
}
