// Classes of a few functions each stand for them in a generic loop, where they become its code: no object is ever made.

/** What comes out has four bytes. */
class Numbers {
  @inline
  bytes(): usize {
    return 4;
  }
  @inline
  put(out: usize, values: v128): void {
    v128.store(out, values);
  }
  @inline
  putOne(out: usize, values: v128): void {
    store<f32>(out, f32x4.extract_lane(values, 0));
  }
}
/** What comes out of a mask has one byte, 0 or 1. */
class Flags {
  @inline
  bytes(): usize {
    return 1;
  }
  @inline
  put(out: usize, masks: v128): void {
    const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(masks, masks), i16x8.splat(0));
    store<u32>(out, i32x4.extract_lane(bytes, 0) & 0x01010101);
  }
  @inline
  putOne(out: usize, masks: v128): void {
    store<u8>(out, <u8>(i32x4.extract_lane(masks, 0) & 1));
  }
}

class Add extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}
class Subtract extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.sub(a, b);
  }
}
class Multiply extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.mul(a, b);
  }
}
class Divide extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.div(a, b);
  }
}
class SquaredDifference extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    const difference = f32x4.sub(a, b);
    return f32x4.mul(difference, difference);
  }
}
class Maximum extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
class Minimum extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}
class Equal extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.eq(a, b);
  }
}
class NotEqual extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.ne(a, b);
  }
}
class Greater extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.gt(a, b);
  }
}
class GreaterEqual extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.ge(a, b);
  }
}
class Less extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.lt(a, b);
  }
}
class LessEqual extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.le(a, b);
  }
}

/**
 * Of two numbers each, which are read as [..., rows, columns]: from one row to the next of each go aRow and bRow bytes, from one column
 * to the next aColumn and bColumn: 4, or 0 where the same number stands for all.
 * @param operation Its place in `pairOperations` (exports.ts).
 * @param outer How many axes stand before the rows.
 * @param axes For each of them, from the innermost on, four integers: its length, the bytes of a step of a and of b, and 0.
 */
export function combine(
  operation: i32,
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
  outer: i32,
  axes: usize,
): void {
  switch (operation) {
    case 0:
      return each<Add>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 1:
      return each<Subtract>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 2:
      return each<Multiply>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 3:
      return each<Divide>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 4:
      return each<SquaredDifference>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 5:
      return each<Maximum>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 6:
      return each<Minimum>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 7:
      return each<Equal>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 8:
      return each<NotEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 9:
      return each<Greater>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 10:
      return each<GreaterEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 11:
      return each<Less>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 12:
      return each<LessEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
  }
}

function each<F>(
  out: usize,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  aRow: usize,
  aColumn: usize,
  bRow: usize,
  bColumn: usize,
  outer: i32,
  axes: usize,
): void {
  const f = changetype<F>(0);
  while (true) {
    let firstA = a;
    let firstB = b;
    for (let row = 0; row < rows; row++, firstA += aRow, firstB += bRow) {
      let left = firstA;
      let right = firstB;
      let count = columns;
      if (aColumn == 4 && bColumn == 4) {
        for (; count >= 4; count -= 4, left += 16, right += 16, out += 4 * f.bytes()) f.put(out, f.of(v128.load(left), v128.load(right)));
      } else if (aColumn == 4) {
        const same = v128.load_splat<f32>(right);
        for (; count >= 4; count -= 4, left += 16, out += 4 * f.bytes()) f.put(out, f.of(v128.load(left), same));
      } else if (bColumn == 4) {
        const same = v128.load_splat<f32>(left);
        for (; count >= 4; count -= 4, right += 16, out += 4 * f.bytes()) f.put(out, f.of(same, v128.load(right)));
      }
      for (; count > 0; count--, left += aColumn, right += bColumn, out += f.bytes()) {
        f.putOne(out, f.of(v128.load_splat<f32>(left), v128.load_splat<f32>(right)));
      }
    }
    // On to the next rows: one step along the innermost axis that is not at its end, and back to the beginning of those within it.
    let axis = axes;
    const end = axes + ((<usize>outer) << 4);
    for (; axis < end; axis += 16) {
      const at = load<i32>(axis, 12) + 1;
      const length = load<i32>(axis);
      if (at < length) {
        store<i32>(axis, at, 12);
        a += load<u32>(axis, 4);
        b += load<u32>(axis, 8);
        break;
      }
      store<i32>(axis, 0, 12);
      a -= load<u32>(axis, 4) * <u32>(length - 1);
      b -= load<u32>(axis, 8) * <u32>(length - 1);
    }
    if (axis >= end) return;
  }
}
