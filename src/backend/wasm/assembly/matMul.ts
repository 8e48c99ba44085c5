import { ANY, BIAS_LAST, lowestOf } from './fusion';
import { packBias, packColumns, packRows } from './pack';
import { multiplyRow, WIDE } from './row';
import { multiplyTiles, TILE } from './tile';

/** Columns of `a` that are taken at once: a panel of `b` of this height stays in the nearest cache. */
const DEPTH: i32 = 256;
/** Rows of `a` that are taken at once, for all columns of `b` in turn: they stay in the second cache. */
const ROWS: i32 = 128;

/** Bytes of scratch that a product needs. */
export function matMulScratch(depth: i32): usize {
  return BIAS + TILE + ((<usize>min(depth, DEPTH)) << 5);
}
/** Bytes of 8 zeros and the bias of 8 columns. */
const BIAS: usize = 64;

/**
 * out = a . b + bias, with what `fusion` says (./fusion.ts). [rows, depth] . [depth, columns] -> [rows, columns]
 * @param bias [columns], or 0 for none.
 * @param transposeA Not 0: a is stored as [depth, so many], of which these are `rows`.
 * @param transposeB 1: b is stored as [columns, depth].
 * @param batch So many products, one after the other; where it is not 1, `pairs` has the numbers of the two matrices of each.
 * @param scratch matMulScratch(depth) bytes.
 */
export function matMul(
  out: usize,
  a: usize,
  b: usize,
  bias: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  transposeA: i32,
  transposeB: i32,
  fusion: i32,
  batch: i32,
  pairs: usize,
  scratch: usize,
): void {
  if (batch == 1) return multiply(out, a, b, bias, rows, columns, depth, transposeA, transposeB, fusion, scratch);
  const sizeA = (<usize>rows * <usize>depth) << 2;
  const sizeB = (<usize>depth * <usize>columns) << 2;
  const sizeOut = (<usize>rows * <usize>columns) << 2;
  for (; batch > 0; batch--, out += sizeOut, pairs += 8) {
    const left = a + <usize>load<u32>(pairs) * sizeA;
    const right = b + <usize>load<u32>(pairs, 4) * sizeB;
    multiply(out, left, right, bias, rows, columns, depth, transposeA, transposeB, fusion, scratch);
  }
}

function multiply(
  out: usize,
  a: usize,
  b: usize,
  bias: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  transposeA: i32,
  transposeB: i32,
  fusion: i32,
  scratch: usize,
): void {
  const aRow: usize = transposeA ? 4 : (<usize>depth) << 2;
  const aStep: usize = transposeA ? (<usize>transposeA) << 2 : 4;
  const outRow = (<usize>columns) << 2;
  let column = 0;
  if (rows < 4 && !transposeB && depth > 0) {
    // Too few rows for packing to pay off.
    const lowest = lowestOf(fusion);
    for (; column + WIDE <= columns; column += WIDE) {
      const at = (<usize>column) << 2;
      const start = bias && !(fusion & BIAS_LAST) ? bias + at : 0;
      const last = bias && fusion & BIAS_LAST ? bias + at : 0;
      for (let row: usize = 0; row < <usize>rows; row++) {
        multiplyRow(out + row * outRow + at, a + row * aRow, aStep, b + at, outRow, start, last, depth, lowest);
      }
    }
  }
  for (let row = 0; row < rows; row += ROWS) {
    const to = out + <usize>row * outRow;
    // prettier-ignore
    multiplyRows(to, a + <usize>row * aRow, b, bias, min(ROWS, rows - row), column, columns, depth, aRow, aStep, transposeB, fusion, scratch);
  }
}

/** The same for some rows of `a`, and the columns from `column` on. */
function multiplyRows(
  out: usize,
  a: usize,
  b: usize,
  bias: usize,
  rows: i32,
  column: i32,
  columns: i32,
  depth: i32,
  aRow: usize,
  aStep: usize,
  transposeB: i32,
  fusion: i32,
  scratch: usize,
): void {
  const outRow = (<usize>columns) << 2;
  const eight = scratch + 32;
  const tile = scratch + BIAS;
  const panel = tile + TILE;
  packBias(scratch, 0, 8);
  const isLast = bias && fusion & BIAS_LAST;
  const first = bias && !isLast ? eight : scratch;
  for (; column < columns; column += 8) {
    const width = min(8, columns - column);
    if (bias) packBias(eight, bias + ((<usize>column) << 2), width);
    // Without depth the bias is all there is: one block of no length.
    let from = 0;
    do {
      const length = min(DEPTH, depth - from);
      const isEnd = from + length == depth;
      const lowest = isEnd ? lowestOf(fusion) : ANY;
      const last: usize = isEnd && isLast ? eight : 0;
      if (transposeB) packRows(panel, b + ((<usize>column * <usize>depth + <usize>from) << 2), length, (<usize>depth) << 2, width);
      else packColumns(panel, b + ((<usize>from * <usize>columns + <usize>column) << 2), length, outRow, width);
      const at = out + ((<usize>column) << 2);
      const left = a + <usize>from * aStep;
      // prettier-ignore
      multiplyTiles(rows, width, 1, length, left, aRow, rows, 0, aStep, 0, panel, from ? at : first, from ? outRow : 0, last, at, outRow, lowest, tile);
      from += DEPTH;
    } while (from < depth);
  }
}
