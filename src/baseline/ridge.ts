import { solveInPlace } from './cholesky.ts';

/** As scikit-learn's Ridge has it by default. */
const ALPHA = 1;

/**
 * Ridge regression in closed form: the weights that minimise |Y - Z W|² + |W|². Z and Y have columns of (weighted) mean 0.
 * @param z [rows, width]
 * @param y [rows, outputs]
 * @param roots [rows] what each row of z and y is taken times: where rows count more, the root of their weight.
 * @returns [width, outputs]
 */
export function ridge(z: Float64Array, y: Float64Array, roots: Float64Array, width: number, outputs: number): Float64Array {
  const rows = roots.length;
  if (width <= rows) {
    const { gram, right } = normalEquations(z, y, roots, width, outputs);
    solveInPlace(addAlpha(gram, width), right, width, outputs);
    return right;
  }
  // More columns than rows: W = Zᵀ (Z Zᵀ + alpha)⁻¹ Y is the same and smaller.
  const weighted = z.map((value, at) => value * roots[Math.floor(at / width)]!);
  const kernel = addAlpha(products(weighted, rows, width), rows);
  const duals = y.map((value, at) => value * roots[Math.floor(at / outputs)]!);
  solveInPlace(kernel, duals, rows, outputs);
  return multiply(transpose(weighted, rows, width), duals, width, rows, outputs);
}

/** So many rows are turned at a time, so that no second table is needed. */
const BLOCK = 256;

/** Zᵀ Z, its lower triangle, and Zᵀ Y. */
function normalEquations(z: Float64Array, y: Float64Array, roots: Float64Array, width: number, outputs: number) {
  const rows = roots.length;
  const gram = new Float64Array(width * width);
  const right = new Float64Array(width * outputs);
  const block = new Float64Array(width * BLOCK); // [width, BLOCK]
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    for (let k = 0; k < count; k++) {
      const row = from + k;
      for (let i = 0; i < width; i++) {
        const value = z[row * width + i]! * roots[row]!;
        block[i * BLOCK + k] = value;
        for (let j = 0; j < outputs; j++) right[i * outputs + j]! += value * (y[row * outputs + j]! * roots[row]!);
      }
    }
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = gram[i * width + j]!;
        for (let k = 0; k < count; k++) sum += block[i * BLOCK + k]! * block[j * BLOCK + k]!;
        gram[i * width + j] = sum;
      }
    }
  }
  return { gram, right };
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
