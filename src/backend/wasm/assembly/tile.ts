import { multiplyAdd } from './multiplyAdd';

/** Bytes of a tile: 4 rows of 8 numbers. */
export const TILE: usize = 128;

/**
 * Rows of a product of 8 columns: out = max(lowest, start + a . b + last), in tiles of 4. The sums of a tile stay in eight registers,
 * so each number that is read serves four or eight multiplications; they are taken in the order of the columns of `a`, as XNNPACK
 * does, and so to the same bits.
 *
 * `a` is read as `runs` runs of `length` numbers: within a run from one number to the next go `step` bytes, and from its end to
 * the next one `gap` more. From one row to the next go `aRow` bytes, of which this or `step` is 4. b is packed, 8 numbers for each
 * column of `a`. After each `line` rows of `a` the next one is `skip` bytes further.
 * @param columns How many of the 8 are written.
 * @param start First row of what the sums begin with; `startRow` bytes from one to the next (0: the same for all).
 * @param last 8 numbers that are added to each row in the end; 0: none.
 * @param tile TILE bytes of scratch.
 */
export function multiplyTiles(
  rows: i32,
  columns: i32,
  runs: i32,
  length: i32,
  a: usize,
  aRow: usize,
  line: i32,
  skip: usize,
  step: usize,
  gap: usize,
  panel: usize,
  start: usize,
  startRow: usize,
  last: usize,
  out: usize,
  outRow: usize,
  lowest: f32,
  tile: usize,
): void {
  const lineBytes = <usize>line * aRow;
  let end = a + lineBytes;
  for (; rows > 0; rows -= 4, start += 4 * startRow, out += 4 * outRow) {
    const height = min(4, rows);
    let start0 = start;
    let row = startRow;
    if (columns < 8 && startRow) {
      copyTile(tile, 32, start, startRow, height, columns);
      start0 = tile;
      row = 32;
    }
    const start1 = height > 1 ? start0 + row : start0;
    const start2 = height > 2 ? start1 + row : start1;
    const start3 = height > 3 ? start2 + row : start2;
    let b = panel;
    // A row that is missing is read as if it were the one before.
    let a0 = a;
    if ((a += aRow) == end) end = (a += skip) + lineBytes;
    let a1 = height > 1 ? a : a0;
    if ((a += aRow) == end) end = (a += skip) + lineBytes;
    let a2 = height > 2 ? a : a1;
    if ((a += aRow) == end) end = (a += skip) + lineBytes;
    let a3 = height > 3 ? a : a2;
    if ((a += aRow) == end) end = (a += skip) + lineBytes;
    let x: v128, left: v128, right: v128;
    let c00 = v128.load(start0), c01 = v128.load(start0, 16); // prettier-ignore
    let c10 = v128.load(start1), c11 = v128.load(start1, 16); // prettier-ignore
    let c20 = v128.load(start2), c21 = v128.load(start2, 16); // prettier-ignore
    let c30 = v128.load(start3), c31 = v128.load(start3, 16); // prettier-ignore

    // The engine keeps addresses in registers where fewer of them move.
    if (a3 == a0 + 12) {
      for (let run = 0; run < runs; run++) {
        for (let k = length; k > 0; k--) {
          left = v128.load(b);
          right = v128.load(b, 16);
          x = v128.load_splat<f32>(a0);
          c00 = multiplyAdd(c00, x, left);
          c01 = multiplyAdd(c01, x, right);
          x = v128.load_splat<f32>(a0, 4);
          c10 = multiplyAdd(c10, x, left);
          c11 = multiplyAdd(c11, x, right);
          x = v128.load_splat<f32>(a0, 8);
          c20 = multiplyAdd(c20, x, left);
          c21 = multiplyAdd(c21, x, right);
          x = v128.load_splat<f32>(a0, 12);
          c30 = multiplyAdd(c30, x, left);
          c31 = multiplyAdd(c31, x, right);
          a0 += step;
          b += 32;
        }
        a0 += gap;
      }
    } else {
      for (let run = 0; run < runs; run++) {
        for (let k = length; k > 0; k--) {
          left = v128.load(b);
          right = v128.load(b, 16);
          x = v128.load_splat<f32>(a0);
          c00 = multiplyAdd(c00, x, left);
          c01 = multiplyAdd(c01, x, right);
          x = v128.load_splat<f32>(a1);
          c10 = multiplyAdd(c10, x, left);
          c11 = multiplyAdd(c11, x, right);
          x = v128.load_splat<f32>(a2);
          c20 = multiplyAdd(c20, x, left);
          c21 = multiplyAdd(c21, x, right);
          x = v128.load_splat<f32>(a3);
          c30 = multiplyAdd(c30, x, left);
          c31 = multiplyAdd(c31, x, right);
          a0 += step;
          a1 += step;
          a2 += step;
          a3 += step;
          b += 32;
        }
        a0 += gap;
        a1 += gap;
        a2 += gap;
        a3 += gap;
      }
    }

    if (last) {
      left = v128.load(last);
      right = v128.load(last, 16);
      c00 = f32x4.add(c00, left);
      c01 = f32x4.add(c01, right);
      c10 = f32x4.add(c10, left);
      c11 = f32x4.add(c11, right);
      c20 = f32x4.add(c20, left);
      c21 = f32x4.add(c21, right);
      c30 = f32x4.add(c30, left);
      c31 = f32x4.add(c31, right);
    }

    const least = f32x4.splat(lowest);
    const to = columns < 8 ? tile : out;
    row = columns < 8 ? 32 : outRow;
    const to1 = height > 1 ? to + row : to;
    const to2 = height > 2 ? to1 + row : to1;
    const to3 = height > 3 ? to2 + row : to2;
    v128.store(to, f32x4.pmax(c00, least));
    v128.store(to, f32x4.pmax(c01, least), 16);
    v128.store(to1, f32x4.pmax(c10, least));
    v128.store(to1, f32x4.pmax(c11, least), 16);
    v128.store(to2, f32x4.pmax(c20, least));
    v128.store(to2, f32x4.pmax(c21, least), 16);
    v128.store(to3, f32x4.pmax(c30, least));
    v128.store(to3, f32x4.pmax(c31, least), 16);

    if (columns < 8) copyTile(out, outRow, tile, 32, height, columns);
  }
}

/**
 * Adds a product to a tile, up to 4 rows by 8 columns, in the same way: a0 to a3 are its rows.
 * @param rows How many of the rows count. The others are read and written as if they were the last that does.
 */
export function addTile(
  runs: i32,
  length: i32,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  gap: usize,
  b: usize,
  out: usize,
  outRow: usize,
  rows: i32,
): void {
  const out1 = rows > 1 ? out + outRow : out;
  const out2 = rows > 2 ? out1 + outRow : out1;
  const out3 = rows > 3 ? out2 + outRow : out2;
  let x: v128, left: v128, right: v128;
  let c00 = v128.load(out), c01 = v128.load(out, 16); // prettier-ignore
  let c10 = v128.load(out1), c11 = v128.load(out1, 16); // prettier-ignore
  let c20 = v128.load(out2), c21 = v128.load(out2, 16); // prettier-ignore
  let c30 = v128.load(out3), c31 = v128.load(out3, 16); // prettier-ignore

  const areNext = a1 == a0 + 4 && a2 == a0 + 8;
  if (areNext && rows == 3) {
    for (let run = 0; run < runs; run++) {
      for (let k = length; k > 0; k--) {
        left = v128.load(b);
        right = v128.load(b, 16);
        x = v128.load_splat<f32>(a0);
        c00 = multiplyAdd(c00, x, left);
        c01 = multiplyAdd(c01, x, right);
        x = v128.load_splat<f32>(a0, 4);
        c10 = multiplyAdd(c10, x, left);
        c11 = multiplyAdd(c11, x, right);
        x = v128.load_splat<f32>(a0, 8);
        c20 = multiplyAdd(c20, x, left);
        c21 = multiplyAdd(c21, x, right);
        a0 += step;
        b += 32;
      }
      a0 += gap;
    }
    c30 = c20;
    c31 = c21;
  } else if (areNext && a3 == a0 + 12) {
    for (let run = 0; run < runs; run++) {
      for (let k = length; k > 0; k--) {
        left = v128.load(b);
        right = v128.load(b, 16);
        x = v128.load_splat<f32>(a0);
        c00 = multiplyAdd(c00, x, left);
        c01 = multiplyAdd(c01, x, right);
        x = v128.load_splat<f32>(a0, 4);
        c10 = multiplyAdd(c10, x, left);
        c11 = multiplyAdd(c11, x, right);
        x = v128.load_splat<f32>(a0, 8);
        c20 = multiplyAdd(c20, x, left);
        c21 = multiplyAdd(c21, x, right);
        x = v128.load_splat<f32>(a0, 12);
        c30 = multiplyAdd(c30, x, left);
        c31 = multiplyAdd(c31, x, right);
        a0 += step;
        b += 32;
      }
      a0 += gap;
    }
  } else {
    for (let run = 0; run < runs; run++) {
      for (let k = length; k > 0; k--) {
        left = v128.load(b);
        right = v128.load(b, 16);
        x = v128.load_splat<f32>(a0);
        c00 = multiplyAdd(c00, x, left);
        c01 = multiplyAdd(c01, x, right);
        x = v128.load_splat<f32>(a1);
        c10 = multiplyAdd(c10, x, left);
        c11 = multiplyAdd(c11, x, right);
        x = v128.load_splat<f32>(a2);
        c20 = multiplyAdd(c20, x, left);
        c21 = multiplyAdd(c21, x, right);
        x = v128.load_splat<f32>(a3);
        c30 = multiplyAdd(c30, x, left);
        c31 = multiplyAdd(c31, x, right);
        a0 += step;
        a1 += step;
        a2 += step;
        a3 += step;
        b += 32;
      }
      a0 += gap;
      a1 += gap;
      a2 += gap;
      a3 += gap;
    }
  }

  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out1, c10);
  v128.store(out1, c11, 16);
  v128.store(out2, c20);
  v128.store(out2, c21, 16);
  v128.store(out3, c30);
  v128.store(out3, c31, 16);
}

/** Copies `rows` rows of `columns` numbers between a tile and a larger matrix. */
export function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, to += toRow, from += fromRow) {
    for (let i: usize = 0; i < (<usize>columns) << 2; i += 4) store<f32>(to + i, load<f32>(from + i));
  }
}
