export const BUCKETS = 30;

/** Left edge, right edge, and how many values are between; the last bucket holds its right edge too. */
export type Bucket = readonly [left: number, right: number, count: number];

/**
 * Buckets of equal width from the least value to the greatest, as TensorBoard's own histograms have them: where all values are
 * equal every edge is that value and the last bucket counts; where there are none, all is 0. Values that are not finite do not count.
 */
export function bucketsOf(values: ArrayLike<number>): readonly Bucket[] {
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least > greatest) return Array.from({ length: BUCKETS }, () => [0, 0, 0]);

  const width = (greatest - least) / BUCKETS;
  const counts = new Array<number>(BUCKETS).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const bucket = width === 0 ? BUCKETS - 1 : Math.min(Math.floor((value - least) / width), BUCKETS - 1);
    counts[bucket]!++;
  }
  const edge = (i: number) => (i === BUCKETS ? greatest : least + i * width);
  return counts.map((count, i) => [edge(i), edge(i + 1), count]);
}
