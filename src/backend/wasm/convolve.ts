import type { TensorInfo } from '@tensorflow/tfjs-core';
import { output, type WasmBackend } from '../kernels/repair.ts';
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
  const { inChannels, outChannels, paddedHeight, paddedWidth, filterNumbers, numbers, outShape } = convolution;
  const { kernels, addressOf } = module;
  const bytes = kernels.convolutionScratch(outChannels, filterNumbers, paddedHeight * paddedWidth * inChannels);
  return module.withScratch(bytes, (scratch) => {
    const out = output(backend, outShape, 'float32');
    const [to, images, weights, toBias] = [out, x, filter, bias].map((tensor) => (tensor ? addressOf(backend, tensor) : 0)) as Addresses;
    kernels.conv2D(to, images, weights, toBias, ...numbers, paddedHeight, paddedWidth, Number(relu), scratch);
    return out;
  });
}
type Addresses = [number, number, number, number];
