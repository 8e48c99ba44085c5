import type { Slot } from '../kernels/planned.ts';

/** Bytes of each value in the memory of TF.js's module; undefined where values do not lie there. */
export const bytesOf = ({ dtype }: Pick<Slot, 'dtype'>): number | undefined =>
  dtype === 'float32' || dtype === 'int32' ? 4 : dtype === 'bool' ? 1 : undefined;

/** How many values a shape holds. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);
