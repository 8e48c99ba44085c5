/** Share of rows whose class was answered right. */
export function accuracy(labels: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) if (labels[row] === predicted[row]) right++;
  return right / labels.length;
}
