import { powerOfTwo } from './powerOfTwo.ts';

/** Count, mean and deviation of numbers that come part by part. */
export interface Moments {
  add(values: Float64Array): void;
  readonly count: number;
  /** The population's: divided by the count, as scikit-learn's scalers have it. 0 for a constant; NaN of no number. */
  result(): { readonly mean: number; readonly deviation: number };
}

/** A value so many times the unit has a square that is far from overflow, also summed. */
const MOST_UNITS = 2 ** 400;

/**
 * B. P. Welford's updates (Technometrics 4, 1962): one pass, no cancellation. The mean is kept in two doubles (D. E. Knuth, The Art of
 * Computer Programming 2, 4.2.2, theorem B), since after many values far from 0 the next one moves it by less than the last digit of
 * one. All is in a unit, a power of two that grows with the values, so that those near the ends of a double's range neither
 * overflow nor vanish, and no digit is lost by it.
 */
export function createMoments(): Moments {
  // Numbers of an array are not allocated anew at each change: count, mean, the rest of it, squares, unit.
  const state = new Float64Array(5);
  return {
    add: (values) => update(state, values),
    get count() {
      return state[0]!;
    },
    result() {
      const [count, mean, rest, squares, unit] = state as unknown as State;
      const deviation = count === 0 ? NaN : Math.sqrt(squares / count);
      return { mean: count === 0 ? NaN : (mean + rest) * unit, deviation: deviation * unit };
    },
  };
}

/** The unit is 0 before the first value that is not 0. */
type State = [count: number, mean: number, rest: number, squares: number, unit: number];

function update(state: Float64Array, values: Float64Array): void {
  let [count, mean, rest, squares, unit] = state as unknown as State;
  let inverse = unit === 0 ? 0 : 1 / unit; // exact, as all powers of two
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    count++;
    if (unit === 0 || Math.abs(value * inverse) > MOST_UNITS) {
      const next = powerOfTwo(value);
      if (unit > 0) {
        mean *= unit / next;
        rest *= unit / next;
        squares *= (unit / next) ** 2;
      }
      unit = next;
      inverse = next === 0 ? 0 : 1 / next;
    }
    const scaled = value * inverse;
    const delta = scaled - mean - rest;
    const step = rest + delta / count;
    const next = mean + step;
    const moved = next - mean;
    rest = mean - (next - moved) + (step - moved); // what rounding left out of the sum
    mean = next;
    squares += delta * (scaled - mean - rest);
  }
  state.set([count, mean, rest, squares, unit]);
}
