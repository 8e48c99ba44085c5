import { Geometry } from './geometry';
import { convolveImage, placeImage, SUMS } from './image';
import { packBias } from './pack';

/**
 * The gradient of a convolution with respect to its images: a convolution of what arrives, spread out by the strides, with the
 * filter turned round (Dumoulin and Visin 2016, section 4). The padding may be at most the filter less 1 on each side.
 * @param arriving [batch, outHeight, outWidth, outChannels]
 * @param scratch convolutionScratch(channels, filterHeight * filterWidth * outChannels, numbers of an image of
 * [height, width, outChannels] and the filter less 1 on one side) bytes.
 */
export function conv2DInputGradient(gradient: usize, arriving: usize, filter: usize, g: Geometry, scratch: usize): void {
  const places = g.filterHeight * g.filterWidth;
  const panels = (g.channels + 7) >> 3;
  const start = scratch + SUMS;
  const weights = start + ((<usize>panels) << 5);
  const spread = weights + ((<usize>panels * <usize>(places * g.outChannels)) << 5);
  packBias(start, 0, g.channels);
  packTurned(weights, filter, places, g.channels, g.outChannels);
  const reachDown = (g.filterHeight - 1) * g.dilationDown;
  const reachAcross = (g.filterWidth - 1) * g.dilationAcross;
  const spreadHeight = g.height + reachDown;
  const spreadWidth = g.width + reachAcross;
  const top = reachDown - g.top;
  const left = reachAcross - g.left;
  const bottom = top + (g.outHeight - 1) * g.down + 1;
  const imageBytes = (<usize>g.height * <usize>g.width * <usize>g.channels) << 2;
  const outBytes = (<usize>g.outHeight * <usize>g.outWidth * <usize>g.outChannels) << 2;
  memory.fill(spread, 0, (<usize>spreadHeight * <usize>spreadWidth * <usize>g.outChannels) << 2);
  for (let i = 0; i < g.batch; i++, gradient += imageBytes, arriving += outBytes) {
    placeImage(spread, arriving, g.outHeight, g.outWidth, g.outChannels, spreadWidth, top, left, g.down, g.across);
    // prettier-ignore
    convolveImage(gradient, spread, top, bottom, g.down, weights, start, spreadWidth, g.outChannels, g.height, g.width, g.channels, g, 1, 1, 0, scratch);
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
