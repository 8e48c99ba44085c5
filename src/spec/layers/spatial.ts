import type { Problem } from '../kind.ts';
import { showShape, windowed, type Padding, type Shape } from '../shape.ts';
import type { DataFormat } from './options.ts';

/** A batch of signals, images or volumes, whichever way its axes lie. */
export interface Spatial {
  readonly batch: number | null;
  readonly sizes: Shape;
  readonly channels: number | null;
}

export function readSpatial(shape: Shape, format: DataFormat = 'channelsLast'): Spatial {
  const [batch, ...rest] = shape as readonly [number | null, ...Shape];
  return format === 'channelsFirst'
    ? { batch, sizes: rest.slice(1), channels: rest[0]! }
    : { batch, sizes: rest.slice(0, -1), channels: rest.at(-1)! };
}

export const writeSpatial = ({ batch, sizes, channels }: Spatial, format: DataFormat = 'channelsLast'): Shape =>
  format === 'channelsFirst' ? [batch, channels, ...sizes] : [batch, ...sizes, channels];

interface Window {
  /** The option that tells its size. */
  readonly option: string;
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
  readonly dilationRate?: readonly number[];
}

/** Sizes after a window has moved over them. TF.js builds a window larger than its input, with sizes of 0 and less. */
export function slide(sizes: Shape, { option, window, strides, padding, dilationRate }: Window): Shape | Problem {
  const dilated = dilationRate?.some((rate) => rate > 1) === true;
  if (dilated && strides.some((stride) => stride > 1)) {
    return {
      option: 'dilationRate',
      expected: '1 with strides above 1: TF.js has one or the other',
      received: showShape(dilationRate),
    };
  }
  const out = sizes.map((size, i) => windowed(size, window[i]!, strides[i]!, padding, dilationRate?.[i]));
  if (out.every((size) => size === null || size > 0)) return out;
  const reach = window.map((length, i) => (length - 1) * (dilationRate?.[i] ?? 1) + 1);
  return {
    option,
    expected: `a window that fits into ${showShape(sizes)}`,
    received: dilated ? `${showShape(window)}, which reaches over ${showShape(reach)}` : showShape(window),
    fix: 'make it smaller, or write "padding": "same"',
  };
}
