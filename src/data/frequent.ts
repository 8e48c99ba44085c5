/** So many different values are counted exactly. */
const LIMIT = 100_000;

/** Finds the value that comes most often among those that come one by one. */
export interface MostFrequent {
  add(value: number): void;
  /** Of several that come equally often the least; undefined where none came. */
  finish(): number | undefined;
}

/**
 * Exact up to 100 000 different values. Beyond that any value is still found that more than one in so many rows has: all counts
 * fall by one when there is no room. J. Misra and D. Gries, "Finding repeated elements", Science of Computer Programming 2 (1982).
 */
export function createMostFrequent(limit = LIMIT): MostFrequent {
  const counts = new Map<number, number>();
  return {
    add(value) {
      const count = counts.get(value);
      if (count !== undefined) counts.set(value, count + 1);
      else if (counts.size < limit) counts.set(value, 1);
      else {
        for (const [other, many] of counts) {
          if (many > 1) counts.set(other, many - 1);
          else counts.delete(other);
        }
      }
    },
    finish() {
      let best: number | undefined;
      let most = 0;
      for (const [value, count] of counts) {
        if (count > most || (count === most && value < best!)) [best, most] = [value, count];
      }
      return best;
    },
  };
}
