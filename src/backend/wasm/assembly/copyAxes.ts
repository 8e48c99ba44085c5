import { copyBytes } from './rows';

/**
 * Copies runs of `bytes` bytes that lie along axes, read as [..., rows, columns]: toRow and fromRow bytes from one row to the next where
 * they go and where they come from, toColumn and fromColumn from one column to the next. Steps may be 0, or lead back.
 * @param outer How many axes stand before the rows.
 * @param axes For each of them, from the innermost on, four integers: its length, the bytes of a step on either side, and 0.
 */
export function copyAxes(
  to: usize,
  from: usize,
  bytes: usize,
  rows: i32,
  columns: i32,
  toRow: usize,
  toColumn: usize,
  fromRow: usize,
  fromColumn: usize,
  outer: i32,
  axes: usize,
): void {
  const end = axes + ((<usize>outer) << 4);
  while (true) {
    if (bytes == 4) copyNumbers(to, from, rows, columns, toRow, toColumn, fromRow, fromColumn);
    else {
      for (let row = 0; row < rows; row++) {
        let into = to + <usize>row * toRow;
        let at = from + <usize>row * fromRow;
        for (let column = 0; column < columns; column++, into += toColumn, at += fromColumn) copyBytes(into, at, bytes);
      }
    }
    // On to the next rows: one step along the innermost axis that is not at its end, and back to the beginning of those within it.
    let axis = axes;
    for (; axis < end; axis += 16) {
      const at = load<i32>(axis, 12) + 1;
      const length = load<i32>(axis);
      if (at < length) {
        store<i32>(axis, at, 12);
        to += load<u32>(axis, 4);
        from += load<u32>(axis, 8);
        break;
      }
      store<i32>(axis, 0, 12);
      to -= load<u32>(axis, 4) * <u32>(length - 1);
      from -= load<u32>(axis, 8) * <u32>(length - 1);
    }
    if (axis >= end) return;
  }
}

function copyNumbers(
  to: usize,
  from: usize,
  rows: i32,
  columns: i32,
  toRow: usize,
  toColumn: usize,
  fromRow: usize,
  fromColumn: usize,
): void {
  let row = 0;
  if (toColumn == 4 && fromRow == 4) {
    // What lies side by side becomes a column: squares of four by four.
    for (; row + 4 <= rows; row += 4, to += 4 * toRow, from += 16) {
      let into = to;
      let at = from;
      let count = columns;
      for (; count >= 4; count -= 4, into += 16, at += 4 * fromColumn) transposeSquare(into, toRow, at, fromColumn);
      for (; count > 0; count--, into += 4, at += fromColumn) {
        for (let i: usize = 0; i < 4; i++) store<i32>(into + i * toRow, load<i32>(at + 4 * i));
      }
    }
  }
  for (; row < rows; row++, to += toRow, from += fromRow) {
    let into = to;
    let at = from;
    let count = columns;
    if (toColumn == 4 && fromColumn == 0) {
      const same = v128.load_splat<i32>(from);
      for (; count >= 4; count -= 4, into += 16) v128.store(into, same);
    }
    for (; count > 0; count--, into += toColumn, at += fromColumn) store<i32>(into, load<i32>(at));
  }
}

/** A square of 4 by 4 numbers, whose rows become columns. */
export function transposeSquare(to: usize, toRow: usize, from: usize, fromRow: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromRow);
  const c = v128.load(from + 2 * fromRow);
  const d = v128.load(from + 3 * fromRow);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(to + toRow, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
  v128.store(to + 2 * toRow, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
  v128.store(to + 3 * toRow, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
}
