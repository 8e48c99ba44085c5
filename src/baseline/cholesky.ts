import { inRanges, type InTurns } from '../turns/inTurns.ts';

/**
 * Replaces the lower triangle of a positive definite A by L, where A = L Lᵀ.
 * @param a [size, size], of which the lower triangle is read.
 */
export const factorise = (a: Float64Array, size: number): InTurns<void> =>
  inRanges(size, size ** 2 / 2, (from, to) => factoriseRows(a, size, from, to));

function factoriseRows(a: Float64Array, size: number, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      a[i * size + j] = i === j ? Math.sqrt(sum) : sum / a[j * size + j]!;
    }
  }
}

/**
 * Solves L Lᵀ X = B; B is overwritten by X.
 * @param b [size, columns]
 */
export const solveFactorised = (l: Float64Array, b: Float64Array, size: number, columns: number): InTurns<void> =>
  inRanges(columns, size ** 2, (from, to) => solveColumns(l, b, size, columns, from, to));

function solveColumns(l: Float64Array, b: Float64Array, size: number, columns: number, from: number, to: number): void {
  for (let column = from; column < to; column++) {
    for (let i = 0; i < size; i++) {
      let sum = b[i * columns + column]!;
      for (let j = 0; j < i; j++) sum -= l[i * size + j]! * b[j * columns + column]!;
      b[i * columns + column] = sum / l[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = b[i * columns + column]!;
      for (let j = i + 1; j < size; j++) sum -= l[j * size + i]! * b[j * columns + column]!;
      b[i * columns + column] = sum / l[i * size + i]!;
    }
  }
}

/** bᵀ (L Lᵀ)⁻¹ b, for b that is 0 before `from`. b: [size], overwritten. */
export function inverseForm(l: Float64Array, b: Float64Array, size: number, from = 0): number {
  let squares = 0;
  for (let i = from; i < size; i++) {
    let sum = b[i]!;
    for (let j = from; j < i; j++) sum -= l[i * size + j]! * b[j]!;
    b[i] = sum / l[i * size + i]!;
    squares += b[i]! ** 2;
  }
  return squares;
}
