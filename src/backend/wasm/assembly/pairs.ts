import { power4 } from './power';
import { Flags, Numbers, Questions } from './values';

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
class EluGradient extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return v128.bitselect(a, f32x4.mul(a, f32x4.add(b, f32x4.splat(1))), f32x4.ge(b, f32x4.splat(0)));
  }
}
class MultiplyByStep extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    const step = v128.bitselect(v128.and(f32x4.splat(1), f32x4.gt(b, f32x4.splat(0))), b, f32x4.eq(b, b));
    return f32x4.mul(a, step);
  }
}
class TanhGradient extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.mul(f32x4.sub(f32x4.splat(1), f32x4.mul(b, b)), a);
  }
}
class Prelu extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return v128.bitselect(f32x4.mul(a, b), a, f32x4.lt(a, f32x4.splat(0)));
  }
}
class Power extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return power4(a, b);
  }
}
class Equal extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.eq(a, b);
  }
}
class NotEqual extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.ne(a, b);
  }
}
class Greater extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.gt(a, b);
  }
}
class GreaterEqual extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.ge(a, b);
  }
}
class AddIntegers extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}
class SubtractIntegers extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.sub(a, b);
  }
}
class MultiplyIntegers extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.mul(a, b);
  }
}
class MaximumOfIntegers extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}
class MinimumOfIntegers extends Numbers {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.min_s(a, b);
  }
}
class EqualIntegers extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.eq(a, b);
  }
}
class NotEqualIntegers extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.ne(a, b);
  }
}
class GreaterInteger extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.gt_s(a, b);
  }
}
class GreaterEqualInteger extends Questions {
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.ge_s(a, b);
  }
}
class And extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return v128.and(a, b);
  }
}
class Or extends Flags {
  @inline
  of(a: v128, b: v128): v128 {
    return v128.or(a, b);
  }
}

/**
 * Of two numbers each, which are read as [..., rows, columns]: from one row to the next of each go aRow and bRow bytes, from one column
 * to the next aColumn and bColumn: those of a value, or 0 where the same stands for all.
 * @param operation Its place in `pairOperations` (operations.ts).
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
      return each<EluGradient>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 8:
      return each<Prelu>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 9:
      return each<Power>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 10:
      return each<Equal>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 11:
      return each<NotEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 12:
      return each<Greater>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 13:
      return each<GreaterEqual>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 14:
      return each<AddIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 15:
      return each<SubtractIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 16:
      return each<MultiplyIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 17:
      return each<MaximumOfIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 18:
      return each<MinimumOfIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 19:
      return each<EqualIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 20:
      return each<NotEqualIntegers>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 21:
      return each<GreaterInteger>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 22:
      return each<GreaterEqualInteger>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 23:
      return each<And>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 24:
      return each<Or>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 25:
      return each<MultiplyByStep>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
    case 26:
      return each<TanhGradient>(out, a, b, rows, columns, aRow, aColumn, bRow, bColumn, outer, axes);
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
  const atOnce = f.atOnce();
  const step = <usize>atOnce * f.made();
  while (true) {
    let firstA = a;
    let firstB = b;
    for (let row = 0; row < rows; row++, firstA += aRow, firstB += bRow) {
      let left = firstA;
      let right = firstB;
      let count = columns;
      if (aColumn != 0 && bColumn != 0) {
        for (; count >= atOnce; count -= atOnce, left += 16, right += 16, out += step) f.put(out, f.of(f.get(left), f.get(right)));
      } else if (aColumn != 0) {
        const same = f.getOne(right);
        for (; count >= atOnce; count -= atOnce, left += 16, out += step) f.put(out, f.of(f.get(left), same));
      } else if (bColumn != 0) {
        const same = f.getOne(left);
        for (; count >= atOnce; count -= atOnce, right += 16, out += step) f.put(out, f.of(same, f.get(right)));
      }
      for (; count > 0; count--, left += aColumn, right += bColumn, out += f.made()) f.putOne(out, f.of(f.getOne(left), f.getOne(right)));
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
