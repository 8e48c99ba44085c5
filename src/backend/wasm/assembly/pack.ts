/**
 * `columns` (up to 8) columns of a matrix as a panel, 8 numbers for each of `rows` rows; what is missing is 0.
 * @param rowBytes From one row of the matrix to the next.
 */
export function packColumns(to: usize, from: usize, rows: i32, rowBytes: usize, columns: i32): void {
  if (columns == 8) {
    for (let row = 0; row < rows; row++, from += rowBytes, to += 32) {
      const left = v128.load(from);
      const right = v128.load(from, 16);
      v128.store(to, left);
      v128.store(to, right, 16);
    }
    return;
  }
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++, from += rowBytes, to += 32) {
    v128.store(to, zero);
    v128.store(to, zero, 16);
    for (let i: usize = 0; i < (<usize>columns) << 2; i += 4) store<f32>(to + i, load<f32>(from + i));
  }
}

/**
 * The same of the transposed matrix: its `columns` (up to 8) rows become the columns of the panel.
 * @param rowBytes From one row of the matrix that is stored to the next.
 */
export function packRows(to: usize, from: usize, rows: i32, rowBytes: usize, columns: i32): void {
  let row = 0;
  if (columns == 8) {
    for (; row + 4 <= rows; row += 4) {
      transpose4(to, from, rowBytes);
      transpose4(to + 16, from + 4 * rowBytes, rowBytes);
      to += 128;
      from += 16;
    }
  }
  for (; row < rows; row++, to += 32, from += 4) {
    for (let column = 0; column < 8; column++) {
      store<f32>(to + ((<usize>column) << 2), column < columns ? load<f32>(from + <usize>column * rowBytes) : <f32>0);
    }
  }
}

/** A square of 4 by 4 numbers, transposed into the left or right half of 4 rows of a panel. */
function transpose4(to: usize, from: usize, rowBytes: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + rowBytes);
  const c = v128.load(from + 2 * rowBytes);
  const d = v128.load(from + 3 * rowBytes);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7), 96);
}

/** `count` numbers and then zeros up to a multiple of 8; nothing but zeros where `from` is 0. */
export function packBias(to: usize, from: usize, count: i32): void {
  for (let i = 0; i < ((count + 7) & ~7); i++) {
    store<f32>(to + ((<usize>i) << 2), from != 0 && i < count ? load<f32>(from + ((<usize>i) << 2)) : <f32>0);
  }
}
