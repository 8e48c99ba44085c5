/**
 * The mean over classes of the harmonic mean of precision and recall. A class never answered right counts 0; one that is
 * neither among the rows nor among the answers does not count, as in scikit-learn's `f1_score(average='macro')`.
 */
export function f1Macro(matrix: readonly (readonly number[])[]): number {
  const scores = matrix.flatMap((row, i) => {
    const size = row.reduce((sum, count) => sum + count, 0);
    const answered = matrix.reduce((sum, other) => sum + other[i]!, 0);
    return size + answered === 0 ? [] : [(2 * row[i]!) / (size + answered)];
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
