/**
 * The class that each row's probabilities speak for; the first one where several are equal, as scikit-learn has it.
 * @param outputs Row after row, [rows, width]; a width of 1 is the probability of the second of two classes.
 */
export function predictedLabels(outputs: ArrayLike<number>, width: number): Uint32Array {
  const labels = new Uint32Array(outputs.length / width);
  for (let row = 0; row < labels.length; row++) labels[row] = predictedLabel(outputs, row, width);
  return labels;
}

/** The class that the probabilities of one row speak for. */
export function predictedLabel(outputs: ArrayLike<number>, row: number, width: number): number {
  return width === 1 ? Number(outputs[row]! > 0.5) : largest(outputs, row * width, width);
}

/** The class of each row from targets that are one-hot, [rows, width], or class numbers, [rows]. */
export function targetLabels(targets: ArrayLike<number>, rows: number): Uint32Array {
  const width = targets.length / rows;
  if (width === 1) return Uint32Array.from(targets);
  const labels = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) labels[row] = largest(targets, row * width, width);
  return labels;
}

/** Index of the largest of `width` values from `start` on; the first one where several are equal. */
export function largest(values: ArrayLike<number>, start: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
