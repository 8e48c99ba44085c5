import { convolveImage, padImage } from './image';
import { packBias, packColumns } from './pack';
import { ANY, TILE } from './tile';

/**
 * A convolution, with a bias, and at least 0 where `relu` is 1.
 * [batch, height, width, channels] by [filterHeight, filterWidth, channels, outChannels] -> [batch, outHeight, outWidth, outChannels]
 * @param paddedHeight Of the image with its padding; where it is no larger than the image it is read in place.
 * @param scratch convolutionScratch(outChannels, numbers of a filter, numbers of a padded image) bytes.
 */
export function conv2D(
  out: usize,
  images: usize,
  filter: usize,
  bias: usize,
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
  relu: i32,
  scratch: usize,
): void {
  const depth = filterHeight * filterWidth * channels;
  const panels = (outChannels + 7) >> 3;
  const start = scratch + TILE;
  const weights = start + ((<usize>panels) << 5);
  const padded = weights + ((<usize>panels * <usize>depth) << 5);
  packBias(start, bias, outChannels);
  for (let panel = 0; panel < panels; panel++) {
    const to = weights + ((<usize>panel * <usize>depth) << 5);
    packColumns(to, filter + ((<usize>panel) << 5), depth, (<usize>outChannels) << 2, min(8, outChannels - panel * 8));
  }
  const isPadded = paddedHeight != height || paddedWidth != width;
  const lowest: f32 = relu ? 0 : ANY;
  for (let i = 0; i < batch; i++) {
    let image = images + ((<usize>i * <usize>height * <usize>width * <usize>channels) << 2);
    if (isPadded) {
      padImage(padded, image, height, width, channels, paddedHeight, paddedWidth, top, left, 1, 1);
      image = padded;
    }
    const to = out + ((<usize>i * <usize>outHeight * <usize>outWidth * <usize>outChannels) << 2);
    // prettier-ignore
    convolveImage(to, image, weights, start, paddedWidth, channels, outHeight, outWidth, outChannels, filterHeight, filterWidth, down, across, lowest, scratch);
  }
}
