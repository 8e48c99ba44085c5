import { Geometry } from './geometry';
import { placeImage } from './image';
import { packColumns } from './pack';
import { addTile, copyTile, TILE } from './tile';

/** So many places of the output are packed at once: what belongs to them stays in the nearer caches. */
const PLACES: i32 = 1024;

/** Bytes of scratch that the gradient needs, with an image of so many numbers. */
export function conv2DFilterGradientScratch(outWidth: i32, imageNumbers: i32): usize {
  return TILE + ((<usize>max(PLACES, outWidth)) << 5) + ((<usize>imageNumbers) << 2);
}

/**
 * The gradient of a convolution with respect to its filter: patches of the images, transposed, times what arrives. The patches are
 * read where they lie in the images. The filter is not dilated.
 * @param arriving [batch, outHeight, outWidth, outChannels]
 * @param goesOn 1: it is added to what is there, of the images before.
 * @param scratch conv2DFilterGradientScratch(outWidth, numbers of a padded image) bytes.
 */
export function conv2DFilterGradient(gradient: usize, images: usize, arriving: usize, g: Geometry, goesOn: i32, scratch: usize): void {
  const panel = scratch + TILE;
  const rowsAtOnce = max(1, PLACES / max(1, g.outWidth));
  const padded = panel + ((<usize>max(PLACES, g.outWidth)) << 5);
  const outPixel = (<usize>g.outChannels) << 2;
  const isPadded = g.paddedHeight != g.height || g.paddedWidth != g.width;
  if (isPadded) memory.fill(padded, 0, (<usize>g.paddedHeight * <usize>g.paddedWidth * <usize>g.channels) << 2);
  if (!goesOn) memory.fill(gradient, 0, <usize>(g.filterHeight * g.filterWidth * g.channels) * outPixel);
  for (let i = 0; i < g.batch; i++) {
    let image = images + ((<usize>i * <usize>g.height * <usize>g.width * <usize>g.channels) << 2);
    if (isPadded) {
      placeImage(padded, image, g.height, g.width, g.channels, g.paddedWidth, g.top, g.left, 1, 1);
      image = padded;
    }
    for (let y = 0; y < g.outHeight; y += rowsAtOnce) {
      const rows = min(rowsAtOnce, g.outHeight - y);
      const from = arriving + (<usize>i * <usize>g.outHeight + <usize>y) * <usize>g.outWidth * outPixel;
      const patches = image + ((<usize>(y * g.down) * <usize>g.paddedWidth * <usize>g.channels) << 2);
      for (let channel = 0; channel < g.outChannels; channel += 8) {
        const count = min(8, g.outChannels - channel);
        let b = from;
        if (g.outChannels != 8) {
          packColumns(panel, from + ((<usize>channel) << 2), rows * g.outWidth, outPixel, count);
          b = panel;
        }
        addPatches(gradient + ((<usize>channel) << 2), patches, b, rows, g, outPixel, count, scratch);
      }
    }
  }
}

/** Adds to `count` columns of the gradient what some rows of the output give. b: [rows * outWidth, 8] */
function addPatches(gradient: usize, patches: usize, b: usize, rows: i32, g: Geometry, outPixel: usize, count: i32, tile: usize): void {
  const channels = g.channels;
  const outWidth = g.outWidth;
  const weights = g.filterHeight * g.filterWidth * channels;
  const run = g.filterWidth * channels;
  const line = g.paddedWidth * channels;
  const step = (<usize>(g.across * channels)) << 2;
  // May lead backwards: it wraps round as addresses do.
  const gap = (<usize>((g.down * g.paddedWidth - outWidth * g.across) * channels)) << 2;
  // Where a row of the filter has three values, a tile is one such row: they lie side by side, and none of it is for nothing.
  const most = run == 3 ? 3 : 4;
  for (let weight = 0; weight < weights; weight += most) {
    const height = min(most, weights - weight);
    const a0 = patches + placeOf(weight, run, line);
    const a1 = height > 1 ? patches + placeOf(weight + 1, run, line) : a0;
    const a2 = height > 2 ? patches + placeOf(weight + 2, run, line) : a1;
    const a3 = height > 3 ? patches + placeOf(weight + 3, run, line) : a2;
    const at = gradient + <usize>weight * outPixel;
    if (count == 8) addTile(rows, outWidth, a0, a1, a2, a3, step, gap, b, at, outPixel, height);
    else {
      copyTile(tile, 32, at, outPixel, height, count);
      addTile(rows, outWidth, a0, a1, a2, a3, step, gap, b, tile, 32, height);
      copyTile(at, outPixel, tile, 32, height, count);
    }
  }
}

/** How far a value of the filter is from the first of its patch, in bytes. */
function placeOf(weight: i32, run: i32, line: i32): usize {
  return (<usize>((weight / run) * line + (weight % run))) << 2;
}
