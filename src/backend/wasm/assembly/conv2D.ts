import { Geometry } from './geometry';
import { convolveImage, placeImage, SUMS } from './image';
import { packBias, packColumns } from './pack';

/**
 * A convolution with a bias, with what `fusion` says (./fusion.ts).
 * [batch, height, width, channels] by [filterHeight, filterWidth, channels, outChannels] -> [batch, outHeight, outWidth, outChannels]
 * @param bias [outChannels], or 0 for none.
 * @param scratch convolutionScratch(outChannels, numbers of a filter, numbers of a padded image) bytes.
 */
export function conv2D(out: usize, images: usize, filter: usize, bias: usize, fusion: i32, g: Geometry, scratch: usize): void {
  const depth = g.filterHeight * g.filterWidth * g.channels;
  const panels = (g.outChannels + 7) >> 3;
  const toBias = scratch + SUMS;
  const weights = toBias + ((<usize>panels) << 5);
  const padded = weights + ((<usize>panels * <usize>depth) << 5);
  packBias(toBias, bias, g.outChannels);
  for (let panel = 0; panel < panels; panel++) {
    const to = weights + ((<usize>panel * <usize>depth) << 5);
    packColumns(to, filter + ((<usize>panel) << 5), depth, (<usize>g.outChannels) << 2, min(8, g.outChannels - panel * 8));
  }
  const isPadded = g.paddedHeight != g.height || g.paddedWidth != g.width;
  if (isPadded) memory.fill(padded, 0, (<usize>g.paddedHeight * <usize>g.paddedWidth * <usize>g.channels) << 2);
  const imageBytes = (<usize>g.height * <usize>g.width * <usize>g.channels) << 2;
  const outBytes = (<usize>g.outHeight * <usize>g.outWidth * <usize>g.outChannels) << 2;
  for (let i = 0; i < g.batch; i++, images += imageBytes, out += outBytes) {
    let image = images;
    if (isPadded) {
      placeImage(padded, image, g.height, g.width, g.channels, g.paddedWidth, g.top, g.left, 1, 1);
      image = padded;
    }
    // prettier-ignore
    convolveImage(out, image, g.top, g.top + g.height, 1, weights, toBias, g.paddedWidth, g.channels, g.outHeight, g.outWidth, g.outChannels, g, g.down, g.across, fusion, scratch);
  }
}
