import { factorise, inverseForm, solveFactorised } from './cholesky.ts';
import { fill, inRanges, type InTurns } from '../turns/inTurns.ts';
import { STRENGTHS, WORSE_IN_A_ROW } from './strengths.ts';

/** Choosing takes about as many multiplications as the products of all columns, or this many where these are few. */
const LEAST_TO_CHOOSE = 2e8;
const FEWEST_LEFT_OUT = 100;

export interface RidgeFit {
  /** [width, outputs] */
  readonly weights: Float64Array;
  /** What a fit without the row leaves of it, [rows, outputs]; absent where not all rows were left out. */
  readonly leftOut?: Float64Array;
}

/**
 * Ridge regression in closed form: the weights that minimise |Y - Z W|² + strength * |W|². Z and Y have columns of (weighted) mean 0.
 * The strength, for each output its own, is the one of `STRENGTHS` by which the rows cost least that are left out one by one: in
 * closed form too (scikit-learn's RidgeCV has the same), of all rows, or of some that lie evenly where these are very many.
 * @param z [rows, width]
 * @param y [rows, outputs]
 * @param roots [rows] what each row of z and y is taken times: where rows count more, the root of their weight.
 */
export function* ridge(z: Float64Array, y: Float64Array, roots: Float64Array, width: number, outputs: number): InTurns<RidgeFit> {
  const rows = roots.length;
  const equations = yield* width <= rows ? tall(z, y, roots, width, outputs) : wide(z, y, roots, width, outputs);
  const total = roots.reduce((sum, root) => sum + root ** 2, 0);
  const size = Math.min(rows, width);
  const tried = rowsToTry(rows, width, outputs);
  const best = Array.from({ length: outputs }, () => ({ cost: Infinity, worse: 0 }));
  const weights = new Float64Array(width * outputs);
  const leftOut = new Float64Array(tried.length * outputs);
  for (const strength of STRENGTHS) {
    if (best.every(({ worse }) => worse >= WORSE_IN_A_ROW)) break;
    const { fit, without } = yield* equations(strength);
    const remains = new Float64Array(tried.length * outputs);
    yield* inRanges(tried.length, size ** 2 / 2 + width * outputs + 100, (from, to) => {
      for (let at = from; at < to; at++) remains.set(without(tried[at]!, roots[tried[at]!]! ** 2 / total), at * outputs);
    });
    for (const [k, sofar] of best.entries()) {
      const cost = tried.reduce((sum, row, at) => sum + (roots[row]! * remains[at * outputs + k]!) ** 2, 0);
      if (!(cost < sofar.cost)) sofar.worse++;
      else {
        [sofar.cost, sofar.worse] = [cost, 0];
        for (let at = k; at < weights.length; at += outputs) weights[at] = fit[at]!;
        for (let at = k; at < leftOut.length; at += outputs) leftOut[at] = remains[at]!;
      }
      yield;
    }
  }
  return { weights, ...(tried.length === rows ? { leftOut } : {}) };
}

/** By the strength of the penalty: the fit [width, outputs], and what one without a row leaves of that row, [outputs]. */
type Equations = (strength: number) => InTurns<{
  readonly fit: Float64Array;
  /** @param share The row's part of the weight of all, by which it has a say in the mean. */
  readonly without: (row: number, share: number) => Float64Array;
}>;

/** What a row has no say in of its own answer is not taken for less than this. */
const LEAST_OWN = 1e-9;

function* tall(z: Float64Array, y: Float64Array, roots: Float64Array, width: number, outputs: number): InTurns<Equations> {
  const { gram, right } = yield* normalEquations(z, y, roots, width, outputs);
  return function* (strength) {
    const factors = yield* factorised(gram, width, strength);
    const fit = right.slice();
    yield* solveFactorised(factors, fit, width, outputs);
    return {
      fit,
      without: (row, share) => {
        const own = z.slice(row * width, (row + 1) * width);
        const left = y.slice(row * outputs, (row + 1) * outputs);
        for (let i = 0; i < width; i++) for (let k = 0; k < outputs; k++) left[k]! -= own[i]! * fit[i * outputs + k]!;
        const leverage = roots[row]! ** 2 * inverseForm(factors, own, width) + share;
        return left.map((value) => value / Math.max(LEAST_OWN, 1 - leverage));
      },
    };
  };
}

/** More columns than rows: W = Zᵀ (Z Zᵀ + strength)⁻¹ Y is the same and smaller. */
function* wide(z: Float64Array, y: Float64Array, roots: Float64Array, width: number, outputs: number): InTurns<Equations> {
  const rows = roots.length;
  const weighted = yield* fill(new Float64Array(z.length), (at) => z[at]! * roots[Math.floor(at / width)]!);
  const kernel = yield* products(weighted, rows, width);
  const columns = yield* transpose(weighted, rows, width);
  return function* (strength) {
    const factors = yield* factorised(kernel, rows, strength);
    const duals = y.map((value, at) => value * roots[Math.floor(at / outputs)]!);
    yield* solveFactorised(factors, duals, rows, outputs);
    return {
      fit: yield* multiply(columns, duals, width, rows, outputs),
      without: (row, share) => {
        const unit = new Float64Array(rows);
        unit[row] = 1;
        const own = Math.max(LEAST_OWN, strength * inverseForm(factors, unit, rows, row) - share);
        return duals.slice(row * outputs, (row + 1) * outputs).map((dual) => (strength * dual) / (own * (roots[row]! || 1)));
      },
    };
  };
}

function* factorised(square: Float64Array, size: number, strength: number): InTurns<Float64Array> {
  const factors = square.slice();
  for (let i = 0; i < size; i++) factors[i * size + i]! += strength;
  yield* factorise(factors, size);
  return factors;
}

function rowsToTry(rows: number, width: number, outputs: number): readonly number[] {
  const size = Math.min(rows, width);
  const time = Math.max(LEAST_TO_CHOOSE, (rows * width * size) / 2);
  const each = STRENGTHS.length * (size ** 2 / 2 + width * outputs);
  const count = Math.min(rows, Math.max(FEWEST_LEFT_OUT, Math.floor(time / each)));
  return Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

/** So many rows are turned at a time, so that no second table is needed. */
const BLOCK = 256;

/** Zᵀ Z, its lower triangle, and Zᵀ Y. */
function* normalEquations(
  z: Float64Array,
  y: Float64Array,
  roots: Float64Array,
  width: number,
  outputs: number,
): InTurns<{ readonly gram: Float64Array; readonly right: Float64Array }> {
  const rows = roots.length;
  const gram = new Float64Array(width * width);
  const right = new Float64Array(width * outputs);
  const block = new Float64Array(width * BLOCK); // [width, BLOCK]
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    yield* inRanges(count, width * (1 + outputs), (first, last) => {
      for (let k = first; k < last; k++) {
        const row = from + k;
        for (let i = 0; i < width; i++) {
          const value = z[row * width + i]! * roots[row]!;
          block[i * BLOCK + k] = value;
          for (let j = 0; j < outputs; j++) right[i * outputs + j]! += value * (y[row * outputs + j]! * roots[row]!);
        }
      }
    });
    yield* inRanges(width, (BLOCK * width) / 2, (first, last) => {
      for (let i = first; i < last; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = gram[i * width + j]!;
          for (let k = 0; k < count; k++) sum += block[i * BLOCK + k]! * block[j * BLOCK + k]!;
          gram[i * width + j] = sum;
        }
      }
    });
  }
  return { gram, right };
}

/** Multiplications that it takes, about. */
export const ridgeWork = (rows: number, width: number, outputs: number): number => {
  const size = Math.min(rows, width);
  return (rows * width * size) / 2 + size ** 3 / 6 + (size ** 2 + rows * width) * outputs;
};

/** A Aᵀ, its lower triangle. a: [rows, columns] */
function* products(a: Float64Array, rows: number, columns: number): InTurns<Float64Array> {
  const result = new Float64Array(rows * rows);
  yield* inRanges(rows, (rows * columns) / 2, (from, to) => {
    for (let i = from; i < to; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < columns; k++) sum += a[i * columns + k]! * a[j * columns + k]!;
        result[i * rows + j] = sum;
      }
    }
  });
  return result;
}

/** A B. a: [rows, inner], b: [inner, columns] */
function* multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): InTurns<Float64Array> {
  const result = new Float64Array(rows * columns);
  yield* inRanges(rows, inner * columns, (from, to) => {
    for (let i = from; i < to; i++) {
      for (let k = 0; k < inner; k++) {
        const factor = a[i * inner + k]!;
        for (let j = 0; j < columns; j++) result[i * columns + j]! += factor * b[k * columns + j]!;
      }
    }
  });
  return result;
}

/** [rows, columns] -> [columns, rows] */
function* transpose(a: Float64Array, rows: number, columns: number): InTurns<Float64Array> {
  const result = new Float64Array(a.length);
  yield* inRanges(rows, columns, (from, to) => {
    for (let i = from; i < to; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j]!;
  });
  return result;
}
