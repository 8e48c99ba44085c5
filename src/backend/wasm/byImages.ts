import { AT_ONCE, rangesOf } from '../kernels/pieces.ts';
import type { KernelPlan, Places } from '../kernels/planned.ts';
import type { Convolution } from './convolution.ts';
import { tableOf } from './geometry.ts';

/** Some images of a convolution. */
export interface Images {
  /** Bytes from the first image to the first of these, as they lie there before and after the convolution. */
  readonly before: number;
  readonly after: number;
  /** Where what the module is told of these stands. */
  readonly geometry: number;
  /** Whether others have been before: what is summed up over all is added to. */
  readonly isMore: boolean;
}

/**
 * A plan's ways to compute a convolution: all images at once or, where that takes long, some at a time.
 * @param perNumber Multiply-adds of one number that comes of the convolution.
 * @param bindImages Gives what computes some images.
 */
export function byImages<Inputs extends string>(
  convolution: Convolution,
  perNumber: number,
  bindImages: (places: Places<Inputs, number>) => (images: Images) => void,
): Pick<KernelPlan<Inputs, number>, 'table' | 'bind' | 'bindPieces'> {
  const { batch, height, width, channels, outHeight, outWidth, outChannels } = convolution;
  const perImage = outHeight * outWidth * outChannels;
  const ranges = rangesOf(batch, AT_ONCE.wasm / Math.max(1, perImage * perNumber));
  const table = [...tableOf(convolution)];
  const bind = (places: Places<Inputs, number>) => {
    const compute = bindImages(places);
    const all = { before: 0, after: 0, geometry: places.table, isMore: false };
    return () => compute(all);
  };
  if (ranges.length < 2) return { table, bind };
  /** Bytes from the beginning of the table to what is told of so many images. */
  const geometries = new Map<number, number>();
  for (const [from, to] of ranges) {
    if (geometries.has(to - from)) continue;
    geometries.set(to - from, 4 * table.length);
    table.push(...tableOf({ ...convolution, batch: to - from }));
  }
  const bindPieces = (places: Places<Inputs, number>) => {
    const compute = bindImages(places);
    return ranges.map(([from, to]) => {
      const images = {
        before: 4 * from * height * width * channels,
        after: 4 * from * perImage,
        geometry: places.table + geometries.get(to - from)!,
        isMore: from > 0,
      };
      return () => compute(images);
    });
  };
  return { table, bind, bindPieces };
}
