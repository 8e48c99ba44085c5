import { eachMeeting, type DepthwiseAttributes } from './depthwiseGeometry.ts';
import { floats, output, repair } from './repair.ts';

interface Attributes extends DepthwiseAttributes {
  readonly filterShape: [number, number, number, number];
}

/** The gradient of a depthwise convolution with respect to its filter, which TF.js 4.22 has no WebAssembly kernel for. */
export const depthwiseConv2dNativeBackpropFilter = repair<'x' | 'dy', Attributes>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ inputs: { x, dy }, attrs, backend }) => {
    const [, , channels, multiplier] = attrs.filterShape;
    const out = output(backend, attrs.filterShape, 'float32');
    const images = floats(backend, x);
    const arriving = floats(backend, dy);
    const gradient = floats(backend, out).fill(0);
    eachMeeting(x.shape, attrs.filterShape, attrs, (filter, image, output) => {
      for (let channel = 0, at = 0; channel < channels; channel++) {
        const value = images[image + channel]!;
        for (let m = 0; m < multiplier; m++, at++) gradient[filter + at]! += value * arriving[output + at]!;
      }
    });
    return out;
  },
);
