/** Which values there are, from the least to the largest, and which of them each row has. */
export interface Ranks {
  readonly distinct: Float64Array;
  /** Index into `distinct`, [rows]. */
  readonly rank: Uint32Array;
}

/**
 * Sorts numbers and finds them again, which is several times quicker than sorting rows by a function.
 * @param values None of them NaN.
 */
export function ranksOf(values: Float64Array): Ranks {
  const distinct = values
    .slice()
    .sort()
    .filter((value, i, sorted) => i === 0 || value !== sorted[i - 1]);
  return { distinct, rank: Uint32Array.from(values, (value) => find(distinct, value)) };
}

function find(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
