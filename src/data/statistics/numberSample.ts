import { createReservoir } from './reservoir.ts';

/** A random part of the numbers that come, and their exact ends. */
export interface NumberSample {
  add(value: number): void;
  addAll(values: Float64Array): void;
  readonly count: number;
  readonly least: number;
  readonly most: number;
  /** The numbers kept, in rising order; not to be changed. */
  sorted(): Float64Array;
}

/** So many numbers a model keeps of a column for its quantiles: of more rows, a random part that the seed decides. */
export const KEPT_NUMBERS = 100_000;

export function createNumberSample(size: number, seed: number): NumberSample {
  const reservoir = createReservoir(size, seed);
  const kept: number[] = [];
  let sorted: Float64Array | undefined;
  let least = Infinity;
  let most = -Infinity;
  const add = (value: number) => {
    if (value < least) least = value;
    if (value > most) most = value;
    const at = reservoir.next();
    if (at < 0) return;
    kept[at] = value;
    sorted = undefined;
  };
  return {
    add,
    addAll(values) {
      for (let i = 0; i < values.length; i++) add(values[i]!);
    },
    get count() {
      return reservoir.seen;
    },
    get least() {
      return least;
    },
    get most() {
      return most;
    },
    sorted: () => (sorted ??= Float64Array.from(kept).sort()),
  };
}

/** The number below which `share` of sorted numbers lie, between two of them on the line that joins them, as numpy has it. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  const part = place - below;
  return low === high ? low : low * (1 - part) + high * part;
}
