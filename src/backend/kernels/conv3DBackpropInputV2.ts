import { eachMeeting3D, type Conv3DAttributes } from './conv3DGeometry.ts';
import { floats, repairBoth, zeros } from './repair.ts';

interface Attributes extends Conv3DAttributes {
  readonly inputShape: readonly number[];
}

/**
 * The gradient of a convolution over volumes with respect to the volumes, which is also the forward pass of a transposed one.
 * TF.js's WebAssembly adds to memory that it has not cleared: its numbers are another each time. Its plain JavaScript is wrong for
 * "same" where a stride is longer than the filter.
 */
export const conv3DBackpropInputV2 = repairBoth<'dy' | 'filter', Attributes>(
  'Conv3DBackpropInputV2',
  ({ inputs: { dy, filter: kernel }, attrs, backend }) => {
    const [channels, filters] = kernel.shape.slice(3) as [number, number];
    const out = zeros(backend, attrs.inputShape);
    const [weights, arriving, gradient] = [floats(backend, kernel), floats(backend, dy), floats(backend, out)];
    eachMeeting3D(attrs.inputShape, kernel.shape, attrs, (filter, volume, output) => {
      for (let channel = 0, at = filter; channel < channels; channel++) {
        let sum = 0;
        for (let o = 0; o < filters; o++, at++) sum += weights[at]! * arriving[output + o]!;
        gradient[volume + channel]! += sum;
      }
    });
    return out;
  },
);
