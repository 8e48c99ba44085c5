import { solveInPlace } from './cholesky.ts';

/** As scikit-learn's Ridge has it by default. */
const ALPHA = 1;

/**
 * Ridge regression in closed form: the weights that minimise |Y - Z W|² + |W|². Z and Y have columns of
 * (weighted) mean 0; rows that count more are given times the root of their weight.
 * @param z [rows, width]
 * @param y [rows, outputs]
 * @returns [width, outputs]
 */
export function ridge(z: Float64Array, y: Float64Array, rows: number, width: number, outputs: number): Float64Array {
  if (width <= rows) {
    const gram = addAlpha(products(transpose(z, rows, width), width, rows), width);
    const right = multiply(transpose(z, rows, width), y, width, rows, outputs);
    solveInPlace(gram, right, width, outputs);
    return right;
  }
  // More columns than rows: W = Zᵀ (Z Zᵀ + alpha)⁻¹ Y is the same and smaller.
  const kernel = addAlpha(products(z, rows, width), rows);
  const duals = y.slice();
  solveInPlace(kernel, duals, rows, outputs);
  return multiply(transpose(z, rows, width), duals, width, rows, outputs);
}

/** Multiplications that it takes, about. */
export const ridgeWork = (rows: number, width: number, outputs: number): number => {
  const size = Math.min(rows, width);
  return (rows * width * size) / 2 + size ** 3 / 6 + (size ** 2 + rows * width) * outputs;
};

/** A Aᵀ, its lower triangle. a: [rows, columns] */
function products(a: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += a[i * columns + k]! * a[j * columns + k]!;
      result[i * rows + j] = sum;
    }
  }
  return result;
}

function addAlpha(square: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) square[i * size + i]! += ALPHA;
  return square;
}

/** A B. a: [rows, inner], b: [inner, columns] */
function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      for (let j = 0; j < columns; j++) result[i * columns + j]! += factor * b[k * columns + j]!;
    }
  }
  return result;
}

/** [rows, columns] -> [columns, rows] */
function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j]!;
  return result;
}
