import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { notBelowZero } from './volumePadding.ts';

type Shape5D = [number, number, number, number, number];

export interface Conv3DAttributes {
  readonly strides: [number, number, number] | number;
  readonly pad: 'valid' | 'same';
}

/** The geometry as TF.js has it. */
export const conv3DInfoOf = (
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad }: Conv3DAttributes,
): backend_util.Conv3DInfo => tf.backend_util.computeConv3DInfo(inputShape as Shape5D, filterShape as Shape5D, strides, 1, pad);

/**
 * Visits every meeting of a value of the filter with a voxel of a volume; padding is passed over. Offsets: of the filter's
 * [in, out] matrix, the volume's [in] and the output's [out] channels.
 */
export function eachMeeting3D(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: Conv3DAttributes,
  meet: (filter: number, volume: number, output: number) => void,
): void {
  const info = notBelowZero(conv3DInfoOf(inputShape, filterShape, attrs));
  const { batchSize, inDepth, inHeight, inWidth, inChannels, outDepth, outHeight, outWidth, outChannels, padInfo } = info;
  const { filterDepth, filterHeight, filterWidth, strideDepth, strideHeight, strideWidth } = info;
  let output = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let a = 0; a < outDepth; a++) {
      for (let b = 0; b < outHeight; b++) {
        for (let c = 0; c < outWidth; c++, output += outChannels) {
          let filter = 0;
          for (let i = 0; i < filterDepth; i++) {
            const z = a * strideDepth + i - padInfo.front;
            for (let j = 0; j < filterHeight; j++) {
              const y = b * strideHeight + j - padInfo.top;
              for (let k = 0; k < filterWidth; k++, filter += inChannels * outChannels) {
                const x = c * strideWidth + k - padInfo.left;
                if (z < 0 || z >= inDepth || y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
                meet(filter, (((image * inDepth + z) * inHeight + y) * inWidth + x) * inChannels, output);
              }
            }
          }
        }
      }
    }
  }
}
