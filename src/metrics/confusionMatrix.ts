/**
 * How often rows of one class (first index) were answered as another (second index). [classes][classes]
 * @param weights How much each row counts, [rows]. Default: 1 each.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  weights?: ArrayLike<number>,
): number[][] {
  const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (let row = 0; row < labels.length; row++) matrix[labels[row]!]![predicted[row]!]! += weights?.[row] ?? 1;
  return matrix;
}
