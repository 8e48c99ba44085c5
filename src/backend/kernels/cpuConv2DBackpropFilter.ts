import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Geometry } from './patches.ts';
import { AT_ONCE, byRanges, rangesOf } from './pieces.ts';
import type { Places, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

interface Attributes {
  readonly filterShape: [number, number, number, number];
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of a convolution with respect to its filter, in plain JavaScript. TF.js finds each number by a call that works out its
 * place anew, and passes over the images once for each weight; here one pass adds to all weights of a place of the filter, in the
 * same order and so to the same bits.
 */
export const cpuConv2DBackpropFilter = plannedCpu<'x' | 'dy', Attributes>('Conv2DBackpropFilter', ({ x, dy }, attrs) => {
  const { filterShape, strides, pad, dataFormat, dimRoundingMode } = attrs;
  if (dataFormat === 'NCHW' || x.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
  const shape = x.shape as [number, number, number, number];
  const geometry = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { batchSize, outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth } = geometry;
  const perPlace = batchSize * outHeight * outWidth * inChannels * outChannels;
  const ranges = rangesOf(filterHeight * filterWidth, AT_ONCE.cpu / Math.max(1, perPlace));
  return {
    output: { shape: filterShape, dtype: 'float32' },
    ...byRanges(ranges, ({ inputs, output }: Places<'x' | 'dy', Values>) => {
      const [total, image, arriving] = [output, inputs.x, inputs.dy] as [Float32Array, Float32Array, Float32Array];
      const sums = new Float64Array(inChannels * outChannels);
      return (from: number, to: number) => {
        for (let place = from; place < to; place++) {
          sums.fill(0);
          addPlace(sums, image, arriving, geometry, place);
          total.set(sums, place * sums.length);
        }
      };
    }),
  };
});

/** Adds what all images give to the weights of one place of the filter. [in, out] */
function addPlace(sums: Float64Array, image: Float32Array, arriving: Float32Array, geometry: Geometry, place: number): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, strideHeight, strideWidth } = geometry;
  const { top, left } = geometry.padInfo;
  const row = Math.floor(place / geometry.filterWidth);
  const column = place % geometry.filterWidth;
  const firstRow = Math.max(0, Math.ceil((top - row) / strideHeight));
  const firstColumn = Math.max(0, Math.ceil((left - column) / strideWidth));
  const endRow = Math.min(outHeight, (inHeight + top - row) / strideHeight);
  const endColumn = Math.min(outWidth, (inWidth + left - column) / strideWidth);
  for (let b = 0; b < batchSize; b++) {
    for (let outRow = firstRow; outRow < endRow; outRow++) {
      const inRow = row + outRow * strideHeight - top;
      for (let outColumn = firstColumn; outColumn < endColumn; outColumn++) {
        const from = ((b * inHeight + inRow) * inWidth + column + outColumn * strideWidth - left) * inChannels;
        const at = ((b * outHeight + outRow) * outWidth + outColumn) * outChannels;
        for (let i = 0; i < inChannels; i++) {
          const value = image[from + i]!;
          for (let k = 0; k < outChannels; k++) sums[i * outChannels + k]! += value * arriving[at + k]!;
        }
      }
    }
  }
}
