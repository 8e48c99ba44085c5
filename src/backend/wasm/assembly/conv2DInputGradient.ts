import { convolveImage, padImage } from './image';
import { packBias } from './pack';
import { ANY, TILE } from './tile';

/**
 * The gradient of a convolution with respect to its images: a convolution of what arrives, spread out by the strides, with the
 * filter turned round (Dumoulin and Visin 2016, section 4). The padding may be at most the filter less 1 on each side.
 * @param arriving [batch, outHeight, outWidth, outChannels]
 * @param scratch convolutionScratch(channels, filterHeight * filterWidth * outChannels, numbers of an image of
 * [height + filterHeight - 1, width + filterWidth - 1, outChannels]) bytes.
 */
export function conv2DInputGradient(
  gradient: usize,
  arriving: usize,
  filter: usize,
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
  scratch: usize,
): void {
  const depth = filterHeight * filterWidth * outChannels;
  const panels = (channels + 7) >> 3;
  const start = scratch + TILE;
  const weights = start + ((<usize>panels) << 5);
  const spread = weights + ((<usize>panels * <usize>depth) << 5);
  packBias(start, 0, channels);
  packTurned(weights, filter, filterHeight * filterWidth, channels, outChannels);
  const spreadHeight = height + filterHeight - 1;
  const spreadWidth = width + filterWidth - 1;
  for (let i = 0; i < batch; i++) {
    const from = arriving + ((<usize>i * <usize>outHeight * <usize>outWidth * <usize>outChannels) << 2);
    const to = gradient + ((<usize>i * <usize>height * <usize>width * <usize>channels) << 2);
    // prettier-ignore
    padImage(spread, from, outHeight, outWidth, outChannels, spreadHeight, spreadWidth, filterHeight - 1 - top, filterWidth - 1 - left, down, across);
    // prettier-ignore
    convolveImage(to, spread, weights, start, spreadWidth, outChannels, height, width, channels, filterHeight, filterWidth, 1, 1, ANY, scratch);
  }
}

/** A filter [places, channels, outChannels] turned round, in panels of 8 channels: each [places * outChannels, 8]. */
function packTurned(to: usize, filter: usize, places: i32, channels: i32, outChannels: i32): void {
  for (let first = 0; first < channels; first += 8) {
    for (let place = places - 1; place >= 0; place--) {
      for (let out = 0; out < outChannels; out++) {
        for (let channel = first; channel < first + 8; channel++, to += 4) {
          const at = (<usize>place * <usize>channels + <usize>channel) * <usize>outChannels + <usize>out;
          store<f32>(to, channel < channels ? load<f32>(filter + (at << 2)) : <f32>0);
        }
      }
    }
  }
}
