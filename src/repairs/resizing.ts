import type { GradConfig, GradFunc, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from './layerClass.ts';

interface Attributes {
  readonly halfPixelCenters: boolean;
}

/** Shares of old places in a new one: old place, share, and so on. */
type Shares = readonly (readonly [old: number, share: number])[];

/**
 * Mends the gradients of resizing where pixels are taken at their centers (`halfPixelCenters`): TF.js 4.22 gives what arrives to the
 * pixels that it would be taken from without. Each axis is resized by a matrix, so that the gradient is a product with each.
 */
export function repairResizing(tf: Tf): void {
  repair(tf, 'ResizeBilinear', (at, size) => {
    const place = Math.max(0, Math.min(size - 1, at - 0.5));
    const [below, above] = [Math.floor(place), Math.ceil(place)];
    return below === above ? [[below, 1]] : [[below, above - place], [above, place - below]]; // prettier-ignore
  });
  repair(tf, 'ResizeNearestNeighbor', (at, size) => [[Math.min(size - 1, Math.floor(at)), 1]]);
}

/** `sharesAt` says what a pixel is made of, by the place of its center along an axis of `size` pixels. */
function repair(tf: Tf, kernelName: string, sharesAt: (at: number, size: number) => Shares): void {
  const stock = tf.getGradient(kernelName) as GradConfig;
  const gradFunc: GradFunc = (arriving, saved, attributes) => {
    if (!(attributes as unknown as Attributes).halfPixelCenters) return stock.gradFunc(arriving, saved, attributes);
    const [images] = saved as [Tensor4D];
    return { images: () => gradient(tf, arriving as Tensor4D, images.shape, sharesAt) };
  };
  tf.registerGradient({ ...stock, gradFunc });
}

/** [batch, new height, new width, channels] -> [batch, height, width, channels] */
function gradient(
  tf: Tf,
  arriving: Tensor4D,
  [batch, height, width, channels]: Tensor4D['shape'],
  sharesAt: (at: number, size: number) => Shares,
): Tensor {
  const [, newHeight, newWidth] = arriving.shape;
  /** [size, new size], for each of a batch of `count` */
  const shares = (size: number, newSize: number): Tensor => {
    const values = new Float32Array(size * newSize);
    for (let at = 0; at < newSize; at++) {
      for (const [old, share] of sharesAt(((at + 0.5) * size) / newSize, size)) values[old * newSize + at]! += share;
    }
    return tf.tensor2d(values, [size, newSize]);
  };
  const rows = tf.matMul(tf.expandDims(shares(height, newHeight)), tf.reshape(arriving, [batch, newHeight, newWidth * channels]));
  const both = tf.matMul(tf.expandDims(shares(width, newWidth)), tf.reshape(rows, [batch * height, newWidth, channels]));
  return tf.reshape(both, [batch, height, width, channels]);
}
