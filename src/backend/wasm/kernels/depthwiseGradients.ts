import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { DepthwiseAttributes } from '../../kernels/depthwiseGeometry.ts';
import { output, type WasmBackend } from '../../kernels/repair.ts';
import type { KernelModule } from '../kernelModule.ts';
import { ownKernel } from '../ownKernel.ts';

type Shape4D = [number, number, number, number];

/** The gradient of a depthwise convolution with respect to its filter. */
export const depthwiseConv2dNativeBackpropFilter = ownKernel<'x' | 'dy', DepthwiseAttributes & { readonly filterShape: Shape4D }>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ inputs: { x, dy }, attrs, backend }, module) => run(x, dy, x.shape, attrs.filterShape, attrs, false, backend, module),
);

/** The same with respect to its images. */
export const depthwiseConv2dNativeBackpropInput = ownKernel<'dy' | 'filter', DepthwiseAttributes & { readonly inputShape: Shape4D }>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ inputs: { dy, filter }, attrs, backend }, module) => run(filter, dy, attrs.inputShape, filter.shape, attrs, true, backend, module),
);

function run(
  other: TensorInfo,
  dy: TensorInfo,
  shape: readonly number[],
  filterShape: readonly number[],
  attrs: DepthwiseAttributes,
  ofImages: boolean,
  backend: WasmBackend,
  { kernels, addressOf }: KernelModule,
): TensorInfo | undefined {
  if (other.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const [images, filter] = [shape as Shape4D, filterShape as Shape4D];
  const info = tf.backend_util.computeConv2DInfo(images, filter, strides, dilations, pad, dimRoundingMode, true);
  const gradient = output(backend, ofImages ? images : filter, 'float32');
  kernels.depthwiseGradient(
    addressOf(backend, gradient),
    addressOf(backend, other),
    addressOf(backend, dy),
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    filter[3],
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
    Number(ofImages),
  );
  return gradient;
}
