import { AT_ONCE, rangesOf } from '../kernels/pieces.ts';
import type { Convolution } from './convolution.ts';
import { tableOf } from './geometry.ts';

/** Some images of a convolution. */
interface ImagePiece {
  /** Bytes from the first image to the first of these, as they lie there before and after the convolution. */
  readonly before: number;
  readonly after: number;
  /** Bytes from the beginning of the table to what the module is told of these. */
  readonly geometry: number;
}

interface ImagePieces {
  /** What the module is told of all images, then of those of each piece. */
  readonly table: readonly number[];
  /** None where all images are one. */
  readonly pieces: readonly ImagePiece[];
}

/** Cuts a convolution that takes long into some images at a time. */
export function imagePieces(convolution: Convolution): ImagePieces {
  const { batch, height, width, channels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = convolution;
  const multiplyAdds = outHeight * outWidth * outChannels * filterHeight * filterWidth * channels;
  const ranges = rangesOf(batch, AT_ONCE.wasm / Math.max(1, multiplyAdds));
  const table = [...tableOf(convolution)];
  if (ranges.length < 2) return { table, pieces: [] };
  const geometries = new Map<number, number>();
  const geometryOf = (images: number): number => {
    const known = geometries.get(images) ?? 4 * table.length;
    if (!geometries.has(images)) table.push(...tableOf({ ...convolution, batch: images }));
    geometries.set(images, known);
    return known;
  };
  const pieces = ranges.map(([from, to]) => ({
    before: 4 * from * height * width * channels,
    after: 4 * from * outHeight * outWidth * outChannels,
    geometry: geometryOf(to - from),
  }));
  return { table, pieces };
}
