import { createRandom } from '../../random.ts';

/** Decides which of the things that come one by one are kept: each is, with the same probability. */
export interface Reservoir {
  /** The place of the next thing, 0 to size - 1, where it replaces what was there; -1 where it is not kept. */
  next(): number;
  /** How many came. */
  readonly seen: number;
}

/** Algorithm R of A. G. Waterman, in D. E. Knuth, The Art of Computer Programming 2, 3.4.2. The first `size` are all kept. */
export function createReservoir(size: number, seed: number): Reservoir {
  const random = createRandom(seed);
  let seen = 0;
  return {
    next() {
      const at = seen < size ? seen : Math.floor(random.next() * (seen + 1));
      seen++;
      return at < size ? at : -1;
    },
    get seen() {
      return seen;
    },
  };
}

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
