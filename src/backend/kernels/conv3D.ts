import { conv3DInfoOf, eachMeeting3D, type Conv3DAttributes } from './conv3DGeometry.ts';
import { floats, repairBoth, zeros } from './repair.ts';
import { isBelowZero } from './volumePadding.ts';

/**
 * A convolution over volumes. With "same" and a stride longer than the filter TF.js begins within the volume, not at its edge; the
 * rest is left to it. A dilated filter has no such strides.
 */
export const conv3D = repairBoth<'x' | 'filter', Conv3DAttributes>(
  'Conv3D',
  ({ inputs: { x, filter: kernel }, attrs, backend }, runStock) => {
    const info = conv3DInfoOf(x.shape, kernel.shape, attrs);
    if (!isBelowZero(info)) return runStock();
    const { inChannels, outChannels } = info;
    const out = zeros(backend, info.outShape);
    const [volumes, weights, answers] = [floats(backend, x), floats(backend, kernel), floats(backend, out)];
    eachMeeting3D(x.shape, kernel.shape, attrs, (filter, volume, output) => {
      for (let channel = 0, at = filter; channel < inChannels; channel++) {
        const value = volumes[volume + channel]!;
        for (let o = 0; o < outChannels; o++, at++) answers[output + o]! += value * weights[at]!;
      }
    });
    return out;
  },
);
