/** Count, mean and deviation of numbers that come one by one. */
export interface Moments {
  add(value: number): void;
  readonly count: number;
  /** The population's: divided by the count, as scikit-learn's scalers have it. 0 for a constant. */
  result(): { readonly mean: number; readonly deviation: number };
}

/** A value so many times the unit has a square that is far from overflow, also summed. */
const MOST_UNITS = 2 ** 400;

/**
 * B. P. Welford's updates (Technometrics 4, 1962) of how far the values are from the first: one pass, no cancellation, also far
 * from 0. Kept in a unit, a power of two that grows with the values, so that those near the ends of a double's range neither
 * overflow nor vanish, and no digit is lost by it.
 */
export function createMoments(): Moments {
  let count = 0;
  let first = 0;
  let mean = 0;
  let squares = 0;
  let unit = 0; // none before the first value that is not 0
  let inverse = 0;
  return {
    add(value) {
      count++;
      if (unit === 0 || Math.abs(value * inverse) > MOST_UNITS) {
        const next = powerOfTwo(value);
        if (unit > 0) {
          first *= unit / next;
          mean *= unit / next;
          squares *= (unit / next) ** 2;
        }
        unit = next;
        inverse = next === 0 ? 0 : 1 / next; // exact
      }
      const scaled = value * inverse;
      if (count === 1) first = scaled;
      const delta = scaled - first - mean;
      mean += delta / count;
      squares += delta * (scaled - first - mean);
    },
    get count() {
      return count;
    },
    result() {
      const deviation = count === 0 ? NaN : Math.sqrt(squares / count);
      return { mean: count === 0 ? NaN : (first + mean) * unit, deviation: deviation * unit };
    },
  };
}

const powerOfTwo = (value: number): number =>
  value === 0 ? 0 : 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(Math.abs(value)))));
