import { padImage } from './image';
import { packColumns } from './pack';
import { ANY, copyTile, multiplyTile, TILE } from './tile';

/** So many places of the output are packed at once: what belongs to them stays in the nearer caches. */
const PLACES: i32 = 1024;

/** Bytes of scratch that the gradient needs, with an image of so many numbers. */
export function conv2DFilterGradientScratch(outWidth: i32, imageNumbers: i32): usize {
  return TILE + ((<usize>max(PLACES, outWidth)) << 5) + ((<usize>imageNumbers) << 2);
}

/**
 * The gradient of a convolution with respect to its filter: patches of the images, transposed, times what arrives. The patches are
 * read where they lie in the images.
 * @param arriving [batch, outHeight, outWidth, outChannels]
 * @param paddedHeight Of the image with its padding; where it is no larger than the image it is read in place.
 * @param scratch conv2DFilterGradientScratch(outWidth, numbers of a padded image) bytes.
 */
export function conv2DFilterGradient(
  gradient: usize,
  images: usize,
  arriving: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  filterWidth: i32,
  down: i32,
  across: i32,
  top: i32,
  left: i32,
  paddedHeight: i32,
  paddedWidth: i32,
  scratch: usize,
): void {
  const panel = scratch + TILE;
  const rowsAtOnce = max(1, PLACES / outWidth);
  const padded = panel + ((<usize>max(PLACES, outWidth)) << 5);
  const outPixel = (<usize>outChannels) << 2;
  const isPadded = paddedHeight != height || paddedWidth != width;
  memory.fill(gradient, 0, <usize>(filterHeight * filterWidth * channels) * outPixel);
  for (let i = 0; i < batch; i++) {
    let image = images + ((<usize>i * <usize>height * <usize>width * <usize>channels) << 2);
    if (isPadded) {
      padImage(padded, image, height, width, channels, paddedHeight, paddedWidth, top, left, 1, 1);
      image = padded;
    }
    for (let y = 0; y < outHeight; y += rowsAtOnce) {
      const rows = min(rowsAtOnce, outHeight - y);
      const from = arriving + (<usize>i * <usize>outHeight + <usize>y) * <usize>outWidth * outPixel;
      const patches = image + ((<usize>(y * down) * <usize>paddedWidth * <usize>channels) << 2);
      for (let channel = 0; channel < outChannels; channel += 8) {
        const count = min(8, outChannels - channel);
        let b = from;
        if (outChannels != 8) {
          packColumns(panel, from + ((<usize>channel) << 2), rows * outWidth, outPixel, count);
          b = panel;
        }
        const to = gradient + ((<usize>channel) << 2);
        // prettier-ignore
        addPatches(to, patches, b, rows, outWidth, channels, paddedWidth, filterHeight, filterWidth, down, across, outPixel, count, scratch);
      }
    }
  }
}

/** Adds to `count` columns of the gradient what some rows of the output give. b: [rows * outWidth, 8] */
function addPatches(
  gradient: usize,
  patches: usize,
  b: usize,
  rows: i32,
  outWidth: i32,
  channels: i32,
  paddedWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  down: i32,
  across: i32,
  outPixel: usize,
  count: i32,
  tile: usize,
): void {
  const weights = filterHeight * filterWidth * channels;
  const run = filterWidth * channels;
  const line = paddedWidth * channels;
  const step = (<usize>(across * channels)) << 2;
  // May lead backwards: it wraps round as addresses do.
  const gap = (<usize>((down * paddedWidth - outWidth * across) * channels)) << 2;
  for (let weight = 0; weight < weights; weight += 4) {
    const height = min(4, weights - weight);
    const a0 = patches + placeOf(weight, run, line);
    const a1 = height > 1 ? patches + placeOf(weight + 1, run, line) : a0;
    const a2 = height > 2 ? patches + placeOf(weight + 2, run, line) : a1;
    const a3 = height > 3 ? patches + placeOf(weight + 3, run, line) : a2;
    const at = gradient + <usize>weight * outPixel;
    if (count == 8) multiplyTile(rows, outWidth, a0, a1, a2, a3, step, gap, b, at, outPixel, at, outPixel, height, ANY);
    else {
      copyTile(tile, 32, at, outPixel, height, count);
      multiplyTile(rows, outWidth, a0, a1, a2, a3, step, gap, b, tile, 32, tile, 32, height, ANY);
      copyTile(at, outPixel, tile, 32, height, count);
    }
  }
}

/** How far a value of the filter is from the first of its patch, in bytes. */
function placeOf(weight: i32, run: i32, line: i32): usize {
  return (<usize>((weight / run) * line + (weight % run))) << 2;
}
