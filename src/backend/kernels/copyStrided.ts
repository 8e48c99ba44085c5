type Values = Float32Array | Int32Array | Uint8Array;

/** Where the first value is in an array, and how far it is from each to the next along each axis. */
export interface Strided {
  readonly values: Values;
  readonly start: number;
  readonly steps: readonly number[];
}

/** Copies values of a shape from where they are to where they belong. */
export function copyStrided(shape: readonly number[], from: Strided, into: Strided): void {
  if (shape.includes(0)) return;
  const last = shape.length - 1;
  const copyAxis = (axis: number, source: number, target: number): void => {
    const [size, down, across] = [shape[axis] ?? 1, from.steps[axis] ?? 0, into.steps[axis] ?? 0];
    if (axis >= last) copyRow(from.values, source, down, into.values, target, across, size);
    else for (let i = 0; i < size; i++) copyAxis(axis + 1, source + i * down, target + i * across);
  };
  copyAxis(0, from.start, into.start);
}

function copyRow(from: Values, source: number, down: number, into: Values, target: number, across: number, count: number): void {
  for (; count > 0; count--, source += down, target += across) into[target] = from[source]!;
}

/** How far it is from each value to the next along each axis of a tensor. */
export const stepsOf = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((all, size) => all * size, 1));
