// Classes of one function each stand for it in generic loops, where they become its code: no object is ever made.
class Maximum {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
class Minimum {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}

/**
 * What all these functions take: a and b are read as [rows, columns], and from one row to the next of each go aRow and bRow bytes,
 * from one column to the next aColumn and bColumn: 4, or 0 where the same number stands for all.
 */
export function maximum(
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
  combine<Maximum>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

export function minimum(
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
  combine<Minimum>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn);
}

/** One number for each pair. */
function combine<F>(
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
      for (; count >= 4; count -= 4, left += 16, right += 16, out += 16) v128.store(out, f.of(v128.load(left), v128.load(right)));
    } else if (aColumn == 4) {
      const same = v128.load_splat<f32>(right);
      for (; count >= 4; count -= 4, left += 16, out += 16) v128.store(out, f.of(v128.load(left), same));
    } else if (bColumn == 4) {
      const same = v128.load_splat<f32>(left);
      for (; count >= 4; count -= 4, right += 16, out += 16) v128.store(out, f.of(same, v128.load(right)));
    }
    for (; count > 0; count--, left += aColumn, right += bColumn, out += 4) {
      store<f32>(out, f32x4.extract_lane(f.of(v128.load_splat<f32>(left), v128.load_splat<f32>(right)), 0));
    }
  }
}
