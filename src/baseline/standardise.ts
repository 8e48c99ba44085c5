/** Columns with mean 0 and deviation 1, and how they became so. */
export interface Standardised {
  /** [rows, width] */
  readonly values: Float64Array;
  readonly means: Float64Array;
  /** One over the deviation; 0 for a constant column, which thereby has no say. */
  readonly factors: Float64Array;
}

/** Standardises the columns of a flat table [rows, width], by the population's deviation; `weights`: how much each row counts. */
export function standardise(xs: ArrayLike<number>, rows: number, width: number, weights: ArrayLike<number>): Standardised {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    total += weight;
    for (let i = 0; i < width; i++) {
      const delta = xs[row * width + i]! - means[i]!; // Welford's update, with West's weights (1979)
      means[i]! += (delta * weight) / total;
      squares[i]! += weight * delta * (xs[row * width + i]! - means[i]!);
    }
  }
  // What rounding to float32 leaves of a constant column is no deviation.
  const factors = squares.map((sum, i) => (Math.sqrt(sum / total) <= 1e-7 * Math.abs(means[i]!) ? 0 : 1 / Math.sqrt(sum / total)));
  const values = Float64Array.from({ length: rows * width }, (_, at) => (xs[at]! - means[at % width]!) * factors[at % width]!);
  return { values, means, factors };
}
