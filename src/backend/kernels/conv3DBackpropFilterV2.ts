import { eachMeeting3D, type Conv3DAttributes } from './conv3DGeometry.ts';
import { floats, repairBoth, zeros } from './repair.ts';

interface Attributes extends Conv3DAttributes {
  readonly filterShape: readonly number[];
}

/**
 * The gradient of a convolution over volumes with respect to its filter. TF.js's WebAssembly has it wrong for strides above 1, its
 * plain JavaScript for "same" where one is longer than the filter.
 */
export const conv3DBackpropFilterV2 = repairBoth<'x' | 'dy', Attributes>(
  'Conv3DBackpropFilterV2',
  ({ inputs: { x, dy }, attrs, backend }) => {
    const [channels, filters] = attrs.filterShape.slice(3) as [number, number];
    const out = zeros(backend, attrs.filterShape);
    const [volumes, arriving, gradient] = [floats(backend, x), floats(backend, dy), floats(backend, out)];
    eachMeeting3D(x.shape, attrs.filterShape, attrs, (filter, volume, output) => {
      for (let channel = 0, at = filter; channel < channels; channel++) {
        const value = volumes[volume + channel]!;
        for (let o = 0; o < filters; o++, at++) gradient[at]! += value * arriving[output + o]!;
      }
    });
    return out;
  },
);
