/** Columns with mean 0 and deviation 1, and how they became so. */
export interface Standardised {
  /** [rows, width] */
  readonly values: Float64Array;
  readonly means: Float64Array;
  /** One over the deviation; 0 for a constant column, which thereby has no say. */
  readonly factors: Float64Array;
}

/** Standardises the columns of a flat table [rows, width], by the population's deviation. */
export function standardise(xs: ArrayLike<number>, rows: number, width: number): Standardised {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const delta = xs[row * width + i]! - means[i]!; // Welford's update
      means[i]! += delta / (row + 1);
      squares[i]! += delta * (xs[row * width + i]! - means[i]!);
    }
  }
  // What rounding to float32 leaves of a constant column is no deviation.
  const factors = squares.map((sum, i) => (Math.sqrt(sum / rows) <= 1e-7 * Math.abs(means[i]!) ? 0 : 1 / Math.sqrt(sum / rows)));
  const values = Float64Array.from({ length: rows * width }, (_, at) => (xs[at]! - means[at % width]!) * factors[at % width]!);
  return { values, means, factors };
}
