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
