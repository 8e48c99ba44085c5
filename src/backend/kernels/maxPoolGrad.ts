import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { floats, repair } from './repair.ts';

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of max pooling: what arrives at a window goes to the first of its largest values. TF.js starts its search at 0 and
 * so gives it to the wrong value where all of a window are negative.
 */
export const maxPoolGrad = repair<'dy' | 'input', Attributes>('MaxPoolGrad', ({ inputs: { dy, input }, attrs, backend }) => {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const shape = input.shape as [number, number, number, number];
  const geometry = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo } = geometry;
  const dx = backend.makeOutput(input.shape, 'float32');
  const values = floats(backend, input);
  const arriving = floats(backend, dy);
  const gradient = floats(backend, dx).fill(0);

  let at = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let row = 0; row < outHeight; row++) {
      const top = Math.max(0, row * strideHeight - padInfo.top);
      const bottom = Math.min(inHeight, row * strideHeight - padInfo.top + geometry.effectiveFilterHeight);
      for (let column = 0; column < outWidth; column++) {
        const left = Math.max(0, column * strideWidth - padInfo.left);
        const right = Math.min(inWidth, column * strideWidth - padInfo.left + geometry.effectiveFilterWidth);
        for (let channel = 0; channel < inChannels; channel++, at++) {
          let largest = ((image * inHeight + top) * inWidth + left) * inChannels + channel;
          for (let y = top; y < bottom; y++) {
            let place = ((image * inHeight + y) * inWidth + left) * inChannels + channel;
            for (let x = left; x < right; x++, place += inChannels) if (values[place]! > values[largest]!) largest = place;
          }
          gradient[largest]! += arriving[at]!;
        }
      }
    }
  }
  return dx;
});
