import { ANY, BIAS_LAST, lowestOf } from './fusion';
import { Geometry } from './geometry';
import { packBias } from './pack';
import { copyRuns } from './rows';
import { multiplyTiles, TILE } from './tile';

/** Bytes of a tile and 8 zeros, which `convolveImage` works with. */
export const SUMS: usize = TILE + 32;
/** About so many places of the output are computed for one panel of the filter after another: what they read stays in the nearer caches. */
const PLACES: i32 = 256;

/**
 * Writes an image into a larger one, whose other values stay: zeros, which need to be written once for all images of a batch.
 * [height, width, channels] -> [.., outWidth, channels]
 * @param top Rows before it there, and columns to its `left`.
 * @param down From one of its rows to the next there, and `across` from one column to the next.
 */
export function placeImage(
  out: usize,
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  outWidth: i32,
  top: i32,
  left: i32,
  down: i32,
  across: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const outRow = <usize>outWidth * pixel;
  // A row is one run of bytes, or where it is spread out, one for each of its columns.
  const runs = across == 1 ? 1 : width;
  const run = across == 1 ? <usize>width * pixel : pixel;
  out += <usize>top * outRow + <usize>left * pixel;
  for (let y = 0; y < height; y++, image += <usize>width * pixel, out += <usize>down * outRow) {
    copyRuns(out, <usize>across * pixel, image, pixel, run, runs);
  }
}

/**
 * A convolution of one image, its padding written out. Each place of the output is a row of the product of patches, which lie in
 * the image row by row, and the packed filter.
 * [.., width, channels] -> [outHeight, outWidth, outChannels]
 * @param filter Panels of 8 output channels, each [filterHeight * filterWidth * channels, 8].
 * @param bias A multiple of 8 numbers.
 * @param g The size of the filter and its dilations; all else is given.
 * @param scratch SUMS bytes.
 */
export function convolveImage(
  out: usize,
  image: usize,
  filter: usize,
  bias: usize,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  g: Geometry,
  down: i32,
  across: i32,
  fusion: i32,
  scratch: usize,
): void {
  const zeros = scratch + TILE;
  packBias(zeros, 0, 8);
  // A row of the filter is one run of numbers in the image, or where it is spread out, one for each of its columns.
  const isSpread = g.dilationAcross > 1;
  const parts = isSpread ? g.filterHeight : 1;
  const runs = isSpread ? g.filterWidth : g.filterHeight;
  const run = isSpread ? channels : g.filterWidth * channels;
  const line = g.dilationDown * width * channels;
  const gap = (<usize>(isSpread ? (g.dilationAcross - 1) * channels : line - run)) << 2;
  const part = (<usize>runs * <usize>run) << 5;
  const panel = <usize>parts * part;
  const next = (<usize>(across * channels)) << 2;
  const outPixel = (<usize>outChannels) << 2;
  // After the last place of a row comes the first of the next.
  const skip = ((<usize>(down * width * channels)) << 2) - <usize>outWidth * next;
  const rowsAtOnce = max(1, PLACES / outWidth);
  for (let y = 0; y < outHeight; y += rowsAtOnce) {
    const places = min(rowsAtOnce, outHeight - y) * outWidth;
    for (let channel = 0; channel < outChannels; channel += 8) {
      const count = min(8, outChannels - channel);
      const weights = filter + <usize>(channel >> 3) * panel;
      const eight = bias + ((<usize>channel) << 2);
      const first = fusion & BIAS_LAST ? zeros : eight;
      const last: usize = fusion & BIAS_LAST ? eight : 0;
      const to = out + <usize>y * <usize>outWidth * outPixel + ((<usize>channel) << 2);
      let a = image + ((<usize>(y * down) * <usize>width * <usize>channels) << 2);
      for (let i = 0; i < parts; i++, a += (<usize>line) << 2) {
        const b = weights + <usize>i * part;
        const isEnd = i == parts - 1;
        // prettier-ignore
        multiplyTiles(places, count, runs, run, a, next, outWidth, skip, 4, gap, b, i ? to : first, i ? outPixel : 0, isEnd ? last : 0, to, outPixel, isEnd ? lowestOf(fusion) : ANY, scratch);
      }
    }
  }
}

/** Bytes of scratch that a convolution by `convolveImage` needs, with an image of so many numbers. */
export function convolutionScratch(outChannels: i32, filterNumbers: i32, imageNumbers: i32): usize {
  const panels = (<usize>(outChannels + 7)) >> 3;
  return SUMS + (panels << 5) + ((panels * <usize>filterNumbers) << 5) + ((<usize>imageNumbers) << 2);
}
