/** Count, mean and deviation of numbers that come part by part. */
export interface Moments {
  add(values: Float64Array): void;
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
  let state: State = { count: 0, first: 0, mean: 0, squares: 0, unit: 0 };
  return {
    add(values) {
      state = updated(state, values);
    },
    get count() {
      return state.count;
    },
    result() {
      const { count, first, mean, squares, unit } = state;
      const deviation = count === 0 ? NaN : Math.sqrt(squares / count);
      return { mean: count === 0 ? NaN : (first + mean) * unit, deviation: deviation * unit };
    },
  };
}

interface State {
  readonly count: number;
  readonly first: number;
  readonly mean: number;
  readonly squares: number;
  /** 0 before the first value that is not 0. */
  readonly unit: number;
}

/** One loop over variables of its own, since what is kept elsewhere is allocated anew for each value. */
function updated({ count, first, mean, squares, unit }: State, values: Float64Array): State {
  let inverse = unit === 0 ? 0 : 1 / unit; // exact, as all powers of two
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    count++;
    if (unit === 0 || Math.abs(value * inverse) > MOST_UNITS) {
      const next = powerOfTwo(value);
      if (unit > 0) {
        first *= unit / next;
        mean *= unit / next;
        squares *= (unit / next) ** 2;
      }
      unit = next;
      inverse = next === 0 ? 0 : 1 / next;
    }
    const scaled = value * inverse;
    if (count === 1) first = scaled;
    const delta = scaled - first - mean;
    mean += delta / count;
    squares += delta * (scaled - first - mean);
  }
  return { count, first, mean, squares, unit };
}

const powerOfTwo = (value: number): number =>
  value === 0 ? 0 : 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(Math.abs(value)))));
