import { floats, isWasm, repairBoth, zeros } from './repair.ts';

interface Attributes {
  readonly alignCorners: boolean;
}

/**
 * The gradient of resizing to the nearest pixel: what arrives at a pixel goes to the one that it was taken from. TF.js's plain
 * JavaScript reads the wrong place for every image of a batch but the first; its WebAssembly gives zeros where the corners are aligned
 * of what has but one row or column.
 */
export const resizeNearestNeighborGrad = repairBoth<'images' | 'dy', Attributes>(
  'ResizeNearestNeighborGrad',
  ({ inputs: { images, dy }, attrs: { alignCorners }, backend }, runStock) => {
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    if (isWasm(backend) && !(alignCorners && (height === 1 || width === 1))) return runStock();
    const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
    const dx = zeros(backend, images.shape);
    const [arriving, gradient] = [floats(backend, dy), floats(backend, dx)];
    const [rows, columns] = [sources(height, newHeight, alignCorners), sources(width, newWidth, alignCorners)];
    let at = 0;
    for (let image = 0; image < batch; image++) {
      for (const row of rows) {
        for (const column of columns) {
          const source = ((image * height + row) * width + column) * channels;
          for (let channel = 0; channel < channels; channel++, at++) gradient[source + channel]! += arriving[at]!;
        }
      }
    }
    return dx;
  },
);

/** For each new place along an axis, the old one that it is taken from. */
function sources(size: number, newSize: number, alignCorners: boolean): readonly number[] {
  const ends = alignCorners && newSize > 1 ? 1 : 0;
  const step = (size - ends) / (newSize - ends);
  return Array.from({ length: newSize }, (_, i) => Math.min(size - 1, alignCorners ? Math.round(i * step) : Math.floor(i * step)));
}
