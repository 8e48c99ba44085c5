import { eachMeeting, type DepthwiseAttributes } from './depthwiseGeometry.ts';
import { floats, output, repair } from './repair.ts';

interface Attributes extends DepthwiseAttributes {
  readonly inputShape: [number, number, number, number];
}

/** The gradient of a depthwise convolution with respect to its images, which TF.js 4.22 has no WebAssembly kernel for. */
export const depthwiseConv2dNativeBackpropInput = repair<'dy' | 'filter', Attributes>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ inputs: { dy, filter: kernel }, attrs, backend }) => {
    const [, , channels, multiplier] = kernel.shape as [number, number, number, number];
    const out = output(backend, attrs.inputShape, 'float32');
    const weights = floats(backend, kernel);
    const arriving = floats(backend, dy);
    const gradient = floats(backend, out).fill(0);
    eachMeeting(attrs.inputShape, kernel.shape, attrs, (filter, image, output) => {
      for (let channel = 0, at = 0; channel < channels; channel++) {
        let sum = 0;
        for (let m = 0; m < multiplier; m++, at++) sum += weights[filter + at]! * arriving[output + at]!;
        gradient[image + channel]! += sum;
      }
    });
    return out;
  },
);
