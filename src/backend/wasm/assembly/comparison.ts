// Classes of one function each stand for it in generic loops, where they become its code: no object is ever made.
class Greater {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.gt(a, b);
  }
}
class GreaterEqual {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.ge(a, b);
  }
}
class Less {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.lt(a, b);
  }
}
class LessEqual {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.le(a, b);
  }
}
class Equal {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.eq(a, b);
  }
}
class NotEqual {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.ne(a, b);
  }
}

/**
 * What all these functions take: a and b are read as [rows, columns], and from one row to the next of each go aRow and bRow bytes,
 * from one column to the next aColumn and bColumn: 4, or 0 where the same number stands for all.
 */
export function greater(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  compare<Greater>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function greaterEqual(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  compare<GreaterEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function less(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  compare<Less>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function lessEqual(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  compare<LessEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function equal(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  compare<Equal>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function notEqual(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  compare<NotEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

/** One byte for each pair, 0 or 1. */
function compare<F>(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
): void {
  const f = changetype<F>(0);
  for (let row = 0; row < rows; row++, a += aRow, b += bRow) {
    let left = a;
    let right = b;
    let count = columns;
    if (aColumn == 4 && bColumn == 4) {
      for (; count >= 4; count -= 4, left += 16, right += 16, out += 4) storeFlags(out, f.of(v128.load(left), v128.load(right)));
    } else if (aColumn == 4) {
      const same = v128.load_splat<f32>(right);
      for (; count >= 4; count -= 4, left += 16, out += 4) storeFlags(out, f.of(v128.load(left), same));
    } else if (bColumn == 4) {
      const same = v128.load_splat<f32>(left);
      for (; count >= 4; count -= 4, right += 16, out += 4) storeFlags(out, f.of(same, v128.load(right)));
    }
    for (; count > 0; count--, left += aColumn, right += bColumn, out += 1) {
      store<u8>(out, <u8>(i32x4.extract_lane(f.of(v128.load_splat<f32>(left), v128.load_splat<f32>(right)), 0) & 1));
    }
  }
}

/** Four masks as four bytes, 0 or 1. */
function storeFlags(out: usize, masks: v128): void {
  const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(masks, masks), i16x8.splat(0));
  store<u32>(out, i32x4.extract_lane(bytes, 0) & 0x01010101);
}
