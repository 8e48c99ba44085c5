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
  const sorted = values.slice().sort();
  let kept = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!;
  const distinct = sorted.subarray(0, kept);
  const rank = new Uint32Array(values.length);
  for (let row = 0; row < rank.length; row++) rank[row] = find(distinct, values[row]!);
  return { distinct, rank };
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
