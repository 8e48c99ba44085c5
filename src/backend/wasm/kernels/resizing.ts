import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import type { KernelExports } from '../exports.ts';
import { patternOf } from '../pattern.ts';
import { plannedKernel } from '../plannedKernel.ts';

type Method = 'resizeNearest' | 'resizeBilinear';
interface Sizing {
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}
type Image = [batch: number, height: number, width: number, channels: number];

/** Images of another size. */
const resizing = (kernelName: string, method: Method) =>
  plannedKernel<'images', Sizing & { readonly size: [number, number] }>(kernelName, ({ images }, attrs, kernels) => {
    const [batch, , , channels] = images.shape as Image;
    const output: Slot = { shape: [batch, ...attrs.size, channels], dtype: images.dtype };
    return resize('images', images, output, attrs, method, kernels, output);
  });

/** What arrives at images of another size, as it concerns the images. */
const gradient = (kernelName: string, method: Method) =>
  plannedKernel<'images' | 'dy', Sizing>(kernelName, ({ images, dy }, attrs, kernels) => resize('dy', images, dy, attrs, method, kernels, images)); // prettier-ignore

function resize<Name extends string>(
  name: Name,
  images: Slot,
  resized: Slot,
  { alignCorners, halfPixelCenters = false }: Sizing,
  method: Method,
  kernels: KernelExports,
  output: Slot,
): KernelPlan<Name, number> | undefined {
  if (images.dtype !== 'float32' || resized.dtype !== 'float32' || images.shape.includes(0)) return undefined;
  const [[batch, height, width, channels], [, newHeight, newWidth]] = [images.shape as Image, resized.shape as Image];
  const placesOf = method === 'resizeNearest' ? nearest : between;
  const table = [
    ...placesOf(height, newHeight, alignCorners, halfPixelCenters),
    ...placesOf(width, newWidth, alignCorners, halfPixelCenters),
  ];
  const compute = kernels[method];
  const isGradient = Number(output === images);
  return {
    output: { shape: output.shape, dtype: 'float32' },
    table,
    bind({ inputs, output, table }) {
      const [old, made] = isGradient ? [output, inputs[name]] : [inputs[name], output];
      return () => {
        compute(old, made, batch, height, width, newHeight, newWidth, 4 * channels, table, isGradient);
      };
    },
  };
}

/** How far it is from one new place to the next, in old ones. */
function stepOf(size: number, newSize: number, alignCorners: boolean): number {
  const ends = alignCorners && newSize > 1 ? 1 : 0;
  return (size - ends) / (newSize - ends);
}

/** For each new place along an axis, the old one that it is taken from. */
function nearest(size: number, newSize: number, alignCorners: boolean, halfPixelCenters: boolean): readonly number[] {
  const step = stepOf(size, newSize, alignCorners);
  return Array.from({ length: newSize }, (_, i) => {
    const at = step * (halfPixelCenters ? i + 0.5 : i);
    return Math.min(size - 1, alignCorners ? Math.round(at) : Math.floor(at));
  });
}

/** For each new place along an axis, the old ones before and after it, and how far it is from the one before. */
function between(size: number, newSize: number, alignCorners: boolean, halfPixelCenters: boolean): readonly number[] {
  const step = stepOf(size, newSize, alignCorners);
  return Array.from({ length: newSize }, (_, i) => {
    const at = halfPixelCenters ? step * (i + 0.5) - 0.5 : step * i;
    const before = Math.max(0, Math.floor(at));
    return [before, Math.min(size - 1, Math.ceil(at)), patternOf(at - before, 'float32')];
  }).flat();
}

export const resizings = [
  resizing('ResizeNearestNeighbor', 'resizeNearest'),
  resizing('ResizeBilinear', 'resizeBilinear'),
  gradient('ResizeNearestNeighborGrad', 'resizeNearest'),
  gradient('ResizeBilinearGrad', 'resizeBilinear'),
];
