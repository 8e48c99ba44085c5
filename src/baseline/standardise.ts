import { fill, inRanges, type InTurns } from '../turns/inTurns.ts';

/** Columns with mean 0, and deviation 1 where they are numbers, and how they became so. */
export interface Standardised {
  /** [rows, width] */
  readonly values: Float64Array;
  readonly means: Float64Array;
  /** One over the deviation; 1 for a column of 0 and 1; 0 for a constant one, which thereby has no say. */
  readonly factors: Float64Array;
}

/**
 * Standardises the columns of a flat table [rows, width], by the population's deviation; `weights`: how much each row counts.
 * A column of 0 and 1 keeps its size: by its deviation a level of few rows would be a large number, which no penalty holds back.
 */
export function* standardise(xs: ArrayLike<number>, rows: number, width: number, weights: ArrayLike<number>): InTurns<Standardised> {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  const isBinary = new Uint8Array(width).fill(1);
  let total = 0;
  yield* inRanges(rows, 5 * width, (from, to) => {
    for (let row = from; row < to; row++) {
      const weight = weights[row]!;
      if (weight === 0) continue;
      total += weight;
      for (let i = 0; i < width; i++) {
        const value = xs[row * width + i]!;
        if (value !== 0 && value !== 1) isBinary[i] = 0;
        const delta = value - means[i]!; // Welford's update, with West's weights (1979)
        means[i]! += (delta * weight) / total;
        squares[i]! += weight * delta * (value - means[i]!);
      }
    }
  });
  // What rounding to float32 leaves of a constant column is no deviation.
  const factors = squares.map((sum, i) => {
    const deviation = Math.sqrt(sum / total);
    if (deviation <= 1e-7 * Math.abs(means[i]!)) return 0;
    return isBinary[i] === 1 ? 1 : 1 / deviation;
  });
  const values = yield* fill(new Float64Array(rows * width), (at) => (xs[at]! - means[at % width]!) * factors[at % width]!);
  return { values, means, factors };
}
