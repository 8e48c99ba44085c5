/** Sizes of the axes, batch first. `null` is a size that is not known before data come: the batch, often the steps. */
export type Shape = readonly (number | null)[];

export type DType = 'float32' | 'int32' | 'bool' | 'string' | 'complex64';

/** `[null, 28, 28]`, as it stands in messages. */
export const showShape = (shape: Shape): string => `[${shape.map(String).join(', ')}]`;

/** The product of the sizes, null where one is not known. */
export const product = (sizes: Shape): number | null =>
  sizes.reduce<number | null>((all, size) => (all === null || size === null ? null : all * size), 1);

export const last = (shape: Shape): number | null => shape.at(-1) ?? null;

export type Padding = 'valid' | 'same' | 'causal';

/** Length of one axis after a window has moved over it; null stays null. */
export function windowed(size: number | null, window: number, stride: number, padding: Padding, dilation = 1): number | null {
  if (size === null) return null;
  const reach = (window - 1) * dilation + 1;
  return Math.floor((size - (padding === 'valid' ? reach : 1)) / stride) + 1;
}
