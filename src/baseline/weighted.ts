export function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += values[i]!;
  return all;
}

/** The mean of values, each of which counts by its weight. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += weights[i]! * values[i]!;
  return all / sum(weights);
}
