import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { notBelowZero } from './volumePadding.ts';

export interface PoolingAttributes {
  readonly filterSize: number[] | number;
  readonly strides: number[] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** One axis of an image, over which a window moves. */
interface Axis {
  readonly size: number;
  readonly out: number;
  readonly stride: number;
  readonly window: number;
  /** Padding before the first value. */
  readonly before: number;
}

/** How windows move over images or volumes: depth, height, width. */
export interface Pooling {
  readonly batch: number;
  readonly channels: number;
  readonly axes: readonly [Axis, Axis, Axis];
  readonly outShape: readonly number[];
}

/** An image is a volume of depth 1. */
const flat: Axis = { size: 1, out: 1, stride: 1, window: 1, before: 0 };

/** The windows over [batch, height, width, channels] or [batch, depth, height, width, channels]. */
export function poolingOf(shape: readonly number[], attrs: PoolingAttributes): Pooling {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const { computePool2DInfo } = tf.backend_util;
  const info =
    shape.length === 4
      ? { ...computePool2DInfo([...shape] as Shape4D, filterSize as Pair, strides as Pair, 1, pad, dimRoundingMode), depth: flat }
      : withDepth(notBelowZero(volumePoolingOf(shape, attrs)));
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo, outShape } = info;
  const height = { size: inHeight, out: outHeight, stride: strideHeight, window: info.effectiveFilterHeight, before: padInfo.top };
  const width = { size: inWidth, out: outWidth, stride: strideWidth, window: info.effectiveFilterWidth, before: padInfo.left };
  return { batch: batchSize, channels: inChannels, axes: [info.depth, height, width], outShape };
}

/** The geometry of windows over volumes as TF.js has it. */
export const volumePoolingOf = (
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolingAttributes,
): backend_util.Conv3DInfo =>
  tf.backend_util.computePool3DInfo([...shape] as Shape5D, filterSize as Triple, strides as Triple, 1, pad as 'same', dimRoundingMode);

type Pair = [number, number];
type Triple = [number, number, number];
type Shape4D = [number, number, number, number];
type Shape5D = [number, number, number, number, number];

const withDepth = (info: backend_util.Conv3DInfo) => ({
  ...info,
  depth: {
    size: info.inDepth,
    out: info.outDepth,
    stride: info.strideDepth,
    window: info.effectiveFilterDepth,
    before: info.padInfo.front,
  },
});

/**
 * Visits every window: the offset of its output, and the offsets of the values in it (`count` of them; padding is left out).
 * Offsets are those of channel 0; the others follow. The list of places is used again for the next window.
 */
export function eachWindow({ batch, channels, axes }: Pooling, visit: (output: number, places: Int32Array, count: number) => void): void {
  const [depth, height, width] = axes;
  const places = new Int32Array(depth.window * height.window * width.window);
  let output = 0;
  for (let image = 0; image < batch; image++) {
    for (let i = 0; i < depth.out; i++) {
      const [front, back] = range(depth, i);
      for (let j = 0; j < height.out; j++) {
        const [top, bottom] = range(height, j);
        for (let k = 0; k < width.out; k++, output += channels) {
          const [left, right] = range(width, k);
          let count = 0;
          for (let z = front; z < back; z++) {
            for (let y = top; y < bottom; y++) {
              const row = ((image * depth.size + z) * height.size + y) * width.size;
              for (let x = left; x < right; x++) places[count++] = (row + x) * channels;
            }
          }
          visit(output, places, count);
        }
      }
    }
  }
}

/** Where a window begins and ends inside the image. */
function range({ size, stride, window, before }: Axis, at: number): readonly [number, number] {
  const start = at * stride - before;
  return [Math.max(0, start), Math.min(size, start + window)];
}
