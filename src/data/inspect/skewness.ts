/**
 * The third standardised moment of numbers: 0 where they lie alike on both sides of the mean, 2 for waiting times (exponential),
 * 6 for incomes (log-normal of deviation 1). 0 for a constant.
 */
export function skewnessOf(values: Float64Array): number {
  let unit = 0;
  for (const value of values) if (Math.abs(value) > unit) unit = Math.abs(value);
  if (unit === 0) return 0;
  let sum = 0;
  for (const value of values) sum += value / unit;
  const mean = sum / values.length;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    const away = value / unit - mean;
    squares += away * away;
    cubes += away * away * away;
  }
  const variance = squares / values.length;
  return variance <= (8 * Number.EPSILON * mean) ** 2 ? 0 : cubes / values.length / variance ** 1.5;
}
