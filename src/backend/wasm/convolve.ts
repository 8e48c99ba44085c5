import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../kernels/repair.ts';
import { convolutionOf, type ConvolutionAttributes } from './convolution.ts';
import type { KernelModule } from './kernelModule.ts';

/** A convolution by our module, if it does it, with a bias [outChannels] and relu in the same pass. */
export function convolve(
  x: TensorInfo,
  filter: TensorInfo,
  attrs: ConvolutionAttributes,
  backend: WasmBackend,
  module: KernelModule,
  { bias, relu = false }: { readonly bias?: TensorInfo | undefined; readonly relu?: boolean } = {},
): TensorInfo | undefined {
  if (x.dtype !== 'float32' || filter.dtype !== 'float32') return undefined;
  const convolution = convolutionOf(x.shape, filter.shape, attrs);
  if (convolution === undefined) return undefined;
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = convolution;
  const { strideHeight, strideWidth, padInfo, paddedHeight, paddedWidth, filterNumbers, outShape } = convolution;
  const out = backend.makeOutput(outShape, 'float32');
  const { kernels, addressOf } = module;
  const bytes = kernels.convolutionScratch(outChannels, filterNumbers, paddedHeight * paddedWidth * inChannels);
  module.withScratch(bytes, (scratch) => {
    kernels.conv2D(
      addressOf(backend, out),
      addressOf(backend, x),
      addressOf(backend, filter),
      bias ? addressOf(backend, bias) : 0,
      batchSize,
      inHeight,
      inWidth,
      inChannels,
      outHeight,
      outWidth,
      outChannels,
      filterHeight,
      filterWidth,
      strideHeight,
      strideWidth,
      padInfo.top,
      padInfo.left,
      paddedHeight,
      paddedWidth,
      Number(relu),
      scratch,
    );
  });
  return out;
}
