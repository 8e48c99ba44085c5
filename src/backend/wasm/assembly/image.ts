import { ANY, BIAS_LAST, lowestOf } from './fusion';
import { Geometry } from './geometry';
import { packBias } from './pack';
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
  for (let y = 0; y < height; y++, out += <usize>down * outRow) {
    let to = out;
    for (let x = 0; x < runs; x++, image += run, to += <usize>across * pixel) {
      let at: usize = 0;
      for (; at + 16 <= run; at += 16) v128.store(to + at, v128.load(image + at));
      for (; at < run; at += 4) store<f32>(to + at, load<f32>(image + at));
    }
  }
}

/**
 * A convolution of one image, its padding written out. Each place of the output is a row of the product of patches, which lie in
 * the image row by row, and the packed filter. Rows of zeros are passed over.
 * [.., width, channels] -> [outHeight, outWidth, outChannels]
 * @param top The first row of the image that is not padding, `bottom` the one after the last, and `every` so many rows in between
 * are not zeros.
 * @param filter Panels of 8 output channels, each [filterHeight * filterWidth * channels, 8].
 * @param bias A multiple of 8 numbers.
 * @param g The size of the filter and its dilations; all else is given.
 * @param scratch SUMS bytes.
 */
export function convolveImage(
  out: usize,
  image: usize,
  top: i32,
  bottom: i32,
  every: i32,
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
  const isByRow = isSpread || every > 1;
  const run = isSpread ? channels : g.filterWidth * channels;
  const imageRow = (<usize>(width * channels)) << 2;
  const line = <usize>g.dilationDown * imageRow;
  const gap = isSpread ? (<usize>((g.dilationAcross - 1) * channels)) << 2 : line - ((<usize>run) << 2);
  const filterRow = (<usize>(g.filterWidth * channels)) << 5;
  const next = (<usize>(across * channels)) << 2;
  const outPixel = (<usize>outChannels) << 2;
  // After the last place of a row comes the first of the next.
  const skip = <usize>down * imageRow - <usize>outWidth * next;
  const mostRows = max(1, PLACES / max(1, outWidth));
  for (let y = 0, rows = 0; y < outHeight; y += rows) {
    const begin = firstRow(y * down, top, every, g);
    const end = max(endRow(y * down, bottom, g), begin + 1);
    rows = 1;
    while (rows < mostRows && y + rows < outHeight) {
      const at = (y + rows) * down;
      if (firstRow(at, top, every, g) != begin || endRow(at, bottom, g) != end) break;
      rows++;
    }
    const step = isByRow ? every : end;
    const runs = isSpread ? g.filterWidth : isByRow ? 1 : end - begin;
    for (let channel = 0; channel < outChannels; channel += 8) {
      const count = min(8, outChannels - channel);
      const weights = filter + <usize>(channel >> 3) * <usize>g.filterHeight * filterRow;
      const eight = bias + ((<usize>channel) << 2);
      const first = fusion & BIAS_LAST ? zeros : eight;
      const last: usize = fusion & BIAS_LAST ? eight : 0;
      const to = out + <usize>y * <usize>outWidth * outPixel + ((<usize>channel) << 2);
      for (let i = begin; i < end; i += step) {
        const a = image + <usize>(y * down) * imageRow + <usize>i * line;
        const b = weights + <usize>i * filterRow;
        const isStart = i == begin;
        const isEnd = i + step >= end;
        // prettier-ignore
        multiplyTiles(rows * outWidth, count, runs, run, a, next, outWidth, skip, 4, gap, b, isStart ? first : to, isStart ? 0 : outPixel, isEnd ? last : 0, to, outPixel, isEnd ? lowestOf(fusion) : ANY, scratch);
      }
    }
  }
}

/** The first row of a filter that begins at a row of the image which does not meet zeros alone; if there is none, any. */
function firstRow(y: i32, top: i32, every: i32, g: Geometry): i32 {
  const row = max(0, (top - y + g.dilationDown - 1) / g.dilationDown);
  const past = (y + row * g.dilationDown - top) % every;
  return min(past ? row + every - past : row, g.filterHeight - 1);
}

/** The row after the last of such a filter that is within the image. */
function endRow(y: i32, bottom: i32, g: Geometry): i32 {
  return min(g.filterHeight, (bottom - y + g.dilationDown - 1) / g.dilationDown);
}

/** Bytes of scratch that a convolution by `convolveImage` needs, with an image of so many numbers. */
export function convolutionScratch(outChannels: i32, filterNumbers: i32, imageNumbers: i32): usize {
  const panels = (<usize>(outChannels + 7)) >> 3;
  return SUMS + (panels << 5) + ((panels * <usize>filterNumbers) << 5) + ((<usize>imageNumbers) << 2);
}
