import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { repair } from './repair.ts';

type Shape4D = [number, number, number, number];

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number | null;
  readonly dataFormat?: string;
}

/**
 * A convolution whose padding "same" is passed on in numbers. XNNPACK's own, which TF.js asks for by that name, makes nothing but
 * zeros where a stride is longer than the filter.
 */
const paddedInNumbers = (kernelName: string, isDepthwise: boolean) =>
  repair<'x' | 'filter', Attributes>(kernelName, ({ inputs: { x, filter }, attrs }, runStock) => {
    const { strides, pad, dilations, dataFormat } = attrs;
    if (pad !== 'same' || dataFormat === 'NCHW') return runStock();
    const [shape, filterShape] = [x.shape as Shape4D, filter.shape as Shape4D];
    const { padInfo } = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, dilations ?? 1, pad, undefined, isDepthwise);
    const explicit = [[0, 0], [padInfo.top, padInfo.bottom], [padInfo.left, padInfo.right], [0, 0]]; // prettier-ignore
    return runStock({ ...attrs, pad: explicit });
  });

export const conv2D = paddedInNumbers('Conv2D', false);
export const fusedConv2D = paddedInNumbers('FusedConv2D', false);
export const depthwiseConv2dNative = paddedInNumbers('DepthwiseConv2dNative', true);
export const fusedDepthwiseConv2D = paddedInNumbers('FusedDepthwiseConv2D', true);
