/**
 * Solves A X = B for a positive definite A by Cholesky's factors; A and B are overwritten, B by X.
 * @param a [size, size], of which the lower triangle is read.
 * @param b [size, columns]
 */
export function solveInPlace(a: Float64Array, b: Float64Array, size: number, columns: number): void {
  factorise(a, size);
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < size; i++) {
      let sum = b[i * columns + column]!;
      for (let j = 0; j < i; j++) sum -= a[i * size + j]! * b[j * columns + column]!;
      b[i * columns + column] = sum / a[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = b[i * columns + column]!;
      for (let j = i + 1; j < size; j++) sum -= a[j * size + i]! * b[j * columns + column]!;
      b[i * columns + column] = sum / a[i * size + i]!;
    }
  }
}

/** Replaces the lower triangle by L, where A = L Lᵀ. */
function factorise(a: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      a[i * size + j] = i === j ? Math.sqrt(sum) : sum / a[j * size + j]!;
    }
  }
}
