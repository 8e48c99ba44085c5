/**
 * A unit in which numbers are near 1, so that their squares stay finite whatever their size: the power of two below the largest of
 * them. To divide by it, and to multiply, is exact. 1 where there is nothing but 0, or something that is not finite.
 */
export function unitOf(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (!(size <= most)) most = size;
  }
  return most > 0 && Number.isFinite(most) ? 2 ** Math.floor(Math.log2(most)) : 1;
}

/** The same numbers in a unit. */
export function inUnit(values: ArrayLike<number>, unit: number): Float64Array {
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = values[i]! / unit;
  return numbers;
}
