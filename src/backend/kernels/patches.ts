import type { backend_util } from '@tensorflow/tfjs-core';

export type Geometry = backend_util.Conv2DInfo;

/** Patches are written out for as many places at once as fit into so many numbers (1 MB), which a cache near the core holds. */
const MOST_NUMBERS = 2 ** 18;

/** For how many places patches are written out at once. */
export const placesAtOnce = (places: number, size: number): number => Math.max(2, Math.min(places, Math.floor(MOST_NUMBERS / size)));

/** [places, filter height * width * channels]: what lies under the filter at places of the output from `first` on, zeros for padding. */
export function writePatches(patches: Float32Array, x: Float32Array, geometry: Geometry, first: number, count: number): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  const { top, left } = geometry.padInfo;
  for (let place = first, at = 0; place < first + count; place++) {
    const line = Math.floor(place / outWidth);
    const image = Math.floor(line / outHeight);
    const row = (line % outHeight) * strideHeight - top;
    const column = (place % outWidth) * strideWidth - left;
    for (let i = 0; i < filterHeight; i++) {
      const y = row + i * dilationHeight;
      const isRow = y >= 0 && y < inHeight;
      for (let j = 0; j < filterWidth; j++) {
        const z = column + j * dilationWidth;
        if (isRow && z >= 0 && z < inWidth) {
          let from = ((image * inHeight + y) * inWidth + z) * inChannels;
          for (const end = at + inChannels; at < end; at++, from++) patches[at] = x[from]!;
        } else {
          for (const end = at + inChannels; at < end; at++) patches[at] = 0;
        }
      }
    }
  }
}

/** Adds each patch to where `writePatches` takes it from. */
export function addPatches(x: Float32Array, patches: Float32Array, geometry: Geometry, first: number, count: number): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  const { top, left } = geometry.padInfo;
  for (let place = first, at = 0; place < first + count; place++) {
    const line = Math.floor(place / outWidth);
    const image = Math.floor(line / outHeight);
    const row = (line % outHeight) * strideHeight - top;
    const column = (place % outWidth) * strideWidth - left;
    for (let i = 0; i < filterHeight; i++) {
      const y = row + i * dilationHeight;
      for (let j = 0; j < filterWidth; j++, at += inChannels) {
        const z = column + j * dilationWidth;
        if (y < 0 || y >= inHeight || z < 0 || z >= inWidth) continue;
        const into = ((image * inHeight + y) * inWidth + z) * inChannels;
        for (let k = 0; k < inChannels; k++) x[into + k]! += patches[at + k]!;
      }
    }
  }
}
