/** Of two classes about as frequent as each other, within a tenth, it is the second: chance shall not choose. */
const CLEARLY_RARER = 0.9;

/**
 * The number of the class that what is told of one of two classes is about: the rarer one, which is what people look for.
 * @param labels Class numbers, 0 or 1. Each row counts by its weight.
 */
export function positiveClass(labels: ArrayLike<number>, weights?: ArrayLike<number>): 0 | 1 {
  const counts = [0, 0];
  for (let row = 0; row < labels.length; row++) counts[labels[row]!]! += weights?.[row] ?? 1;
  const [first, second] = counts as [number, number];
  return first > 0 && first < CLEARLY_RARER * second ? 0 : 1;
}
