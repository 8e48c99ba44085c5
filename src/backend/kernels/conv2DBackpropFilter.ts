import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { floats, output, repair, runKernel, type WasmBackend } from './repair.ts';

type Geometry = backend_util.Conv2DInfo;

interface Attributes {
  readonly filterShape: [number, number, number, number];
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Patches are written out for as many images at once as fit into this many numbers (16 MB). */
const MOST_NUMBERS = 2 ** 22;

/**
 * The gradient of a convolution with respect to its filter, which TF.js 4.22 has no WebAssembly kernel for: without it no network
 * with a convolution can be trained there.
 *
 * The patch of the image under each place of the output is written out as a column, and the gradient is patches . dy:
 * [filter height * width * channels, places] . [places, filters] (Chellapilla, Puri and Simard 2006).
 */
export const conv2DBackpropFilter = repair<'x' | 'dy', Attributes>('Conv2DBackpropFilter', ({ inputs: { x, dy }, attrs, backend }) => {
  const { filterShape, strides, pad, dimRoundingMode } = attrs;
  const shape = x.shape as [number, number, number, number];
  const geometry = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { batchSize, outHeight, outWidth } = geometry;
  const total = new Float32Array(filterShape.reduce((all, size) => all * size, 1));
  const perImage = geometry.filterHeight * geometry.filterWidth * geometry.inChannels * outHeight * outWidth;
  const images = Math.max(1, Math.floor(MOST_NUMBERS / perImage));

  for (let first = 0; first < batchSize; first += images) {
    const count = Math.min(images, batchSize - first);
    const patches = writePatches(x, first, count, geometry, backend);
    const gradients = takeImages(dy, first, count, geometry, backend);
    const product = runKernel('BatchMatMul', { a: patches, b: gradients }, backend, { transposeA: false, transposeB: false });
    const values = floats(backend, product);
    for (let i = 0; i < total.length; i++) total[i]! += values[i]!;
    backend.disposeData(product.dataId);
    backend.disposeData(patches.dataId);
    if (gradients.dataId !== dy.dataId) backend.disposeData(gradients.dataId);
  }
  const out = output(backend, filterShape, 'float32');
  floats(backend, out).set(total);
  return out;
});

/** [images, height, width, channels] -> [1, filter height * width * channels, images * places] */
function writePatches(x: TensorInfo, first: number, count: number, geometry: Geometry, backend: WasmBackend): TensorInfo {
  const { filterHeight, filterWidth, inChannels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo } = geometry;
  const patches = output(backend, [1, filterHeight * filterWidth * inChannels, count * outHeight * outWidth], 'float32');
  const from = floats(backend, x);
  const into = floats(backend, patches);
  let at = 0;
  for (let i = 0; i < filterHeight; i++) {
    for (let j = 0; j < filterWidth; j++) {
      // Output columns whose patch has image, not padding, at (i, j): from `left` up to `right`.
      const left = Math.min(outWidth, Math.max(0, Math.ceil((padInfo.left - j) / strideWidth)));
      const right = Math.max(left, Math.min(outWidth, Math.ceil((inWidth + padInfo.left - j) / strideWidth)));
      for (let channel = 0; channel < inChannels; channel++) {
        for (let image = first; image < first + count; image++) {
          for (let row = 0; row < outHeight; row++) {
            const y = row * strideHeight + i - padInfo.top;
            const end = at + outWidth;
            if (y < 0 || y >= inHeight) {
              into.fill(0, at, end);
              at = end;
              continue;
            }
            let source = ((image * inHeight + y) * inWidth + left * strideWidth + j - padInfo.left) * inChannels + channel;
            const lastInside = at + right;
            for (const firstInside = at + left; at < firstInside; at++) into[at] = 0;
            for (; at < lastInside; at++, source += strideWidth * inChannels) into[at] = from[source]!;
            for (; at < end; at++) into[at] = 0;
          }
        }
      }
    }
  }
  return patches;
}

/** The part of dy that belongs to these images, [1, images * places, filters]; dy itself where it is all of them. */
function takeImages(dy: TensorInfo, first: number, count: number, geometry: Geometry, backend: WasmBackend): TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels } = geometry;
  const places = outHeight * outWidth;
  const shape = [1, count * places, outChannels];
  if (count === batchSize) return { ...dy, shape };
  const part = output(backend, shape, 'float32');
  const size = places * outChannels;
  floats(backend, part).set(floats(backend, dy).subarray(first * size, (first + count) * size));
  return part;
}
