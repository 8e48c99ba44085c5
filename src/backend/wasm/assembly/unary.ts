import { Functions } from './functions';
import { Counts, Flags, Numbers, Questions } from './values';

class Abs extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.abs(x);
  }
}
class Affine extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.add(f32x4.mul(x, p), q);
  }
}
class Ceil extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.ceil(x);
  }
}
class Clip extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.pmin(f32x4.pmax(x, p), q);
  }
}
class Elu extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return v128.bitselect(f32x4.mul(x, p), f32x4.mul(Functions.expm1(x), q), f32x4.ge(x, f32x4.splat(0)));
  }
}
class Erf extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.erf(x);
  }
}
class Exp extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.exp(x);
  }
}
class Expm1 extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.expm1(x);
  }
}
class FlagsToFloats extends Counts {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.convert_i32x4_s(x);
  }
}
class FlagsToIntegers extends Counts {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return x;
  }
}
class FloatsToFlags extends Questions {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.ne(x, f32x4.splat(0));
  }
}
class FloatsToIntegers extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return wholeOf4(x);
  }
}
class Floor extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.floor(x);
  }
}
class IntegersToFlags extends Questions {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return i32x4.ne(x, i32x4.splat(0));
  }
}
class IntegersToFloats extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.convert_i32x4_s(x);
  }
}
class IsFinite extends Questions {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.lt(f32x4.abs(x), f32x4.splat(Infinity));
  }
}
class IsInfinite extends Questions {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.eq(f32x4.abs(x), f32x4.splat(Infinity));
  }
}
class IsNoNumber extends Questions {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.ne(x, x);
  }
}
class LeakyRelu extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return v128.bitselect(f32x4.mul(x, p), x, f32x4.lt(x, f32x4.splat(0)));
  }
}
class Log extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.log(x);
  }
}
class Log1p extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.log1p(x);
  }
}
class Negate extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.neg(x);
  }
}
class Not extends Flags {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return v128.not(x);
  }
}
class Reciprocal extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.div(f32x4.splat(1), x);
  }
}
class Relu extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.pmin(f32x4.pmax(x, f32x4.splat(0)), q);
  }
}
class Round extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.nearest(x);
  }
}
class Rsqrt extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
  }
}
class Sigmoid extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.sigmoid(x);
  }
}
class Sign extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    const one = f32x4.splat(1);
    const zero = f32x4.splat(0);
    return f32x4.sub(v128.and(one, f32x4.gt(x, zero)), v128.and(one, f32x4.lt(x, zero)));
  }
}
class Softplus extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.softplus(x);
  }
}
class Sqrt extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.sqrt(x);
  }
}
class Square extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return f32x4.mul(x, x);
  }
}
class Step extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return v128.bitselect(f32x4.splat(1), v128.bitselect(p, x, f32x4.eq(x, x)), f32x4.gt(x, f32x4.splat(0)));
  }
}
class Tanh extends Numbers {
  @inline
  of(x: v128, p: v128, q: v128): v128 {
    return Functions.tanh(x);
  }
}

/** The whole parts of four numbers, where they are too large without multiples of 2^32, as JavaScript has it. */
function wholeOf4(x: v128): v128 {
  if (i32x4.all_true(f32x4.lt(f32x4.abs(x), f32x4.splat(2147483648)))) return i32x4.trunc_sat_f32x4_s(x);
  return i32x4(
    wholeOf(f32x4.extract_lane(x, 0)),
    wholeOf(f32x4.extract_lane(x, 1)),
    wholeOf(f32x4.extract_lane(x, 2)),
    wholeOf(f32x4.extract_lane(x, 3)),
  );
}

function wholeOf(x: f32): i32 {
  // What is larger is a multiple of 2^32.
  return abs(x) < 9.223372036854775808e18 ? <i32>(<i64>x) : 0;
}

/**
 * A function of each of `count` numbers.
 * @param operation Its place in `mapOperations` (operations.ts).
 * @param p What the function has besides, and q.
 */
export function map(operation: i32, out: usize, x: usize, count: i32, p: f32, q: f32): void {
  switch (operation) {
    case 0:
      return each<Abs>(out, x, count, p, q);
    case 1:
      return each<Ceil>(out, x, count, p, q);
    case 2:
      return each<Clip>(out, x, count, p, q);
    case 3:
      return each<Elu>(out, x, count, p, q);
    case 4:
      return each<Erf>(out, x, count, p, q);
    case 5:
      return each<Exp>(out, x, count, p, q);
    case 6:
      return each<Expm1>(out, x, count, p, q);
    case 7:
      return each<FlagsToFloats>(out, x, count, p, q);
    case 8:
      return each<FlagsToIntegers>(out, x, count, p, q);
    case 9:
      return each<FloatsToFlags>(out, x, count, p, q);
    case 10:
      return each<FloatsToIntegers>(out, x, count, p, q);
    case 11:
      return each<Floor>(out, x, count, p, q);
    case 12:
      return each<IntegersToFlags>(out, x, count, p, q);
    case 13:
      return each<IntegersToFloats>(out, x, count, p, q);
    case 14:
      return each<IsFinite>(out, x, count, p, q);
    case 15:
      return each<IsInfinite>(out, x, count, p, q);
    case 16:
      return each<IsNoNumber>(out, x, count, p, q);
    case 17:
      return each<LeakyRelu>(out, x, count, p, q);
    case 18:
      return each<Log>(out, x, count, p, q);
    case 19:
      return each<Log1p>(out, x, count, p, q);
    case 20:
      return each<Negate>(out, x, count, p, q);
    case 21:
      return each<Not>(out, x, count, p, q);
    case 22:
      return each<Reciprocal>(out, x, count, p, q);
    case 23:
      return each<Relu>(out, x, count, p, q);
    case 24:
      return each<Round>(out, x, count, p, q);
    case 25:
      return each<Rsqrt>(out, x, count, p, q);
    case 26:
      return each<Sigmoid>(out, x, count, p, q);
    case 27:
      return each<Sign>(out, x, count, p, q);
    case 28:
      return each<Softplus>(out, x, count, p, q);
    case 29:
      return each<Sqrt>(out, x, count, p, q);
    case 30:
      return each<Square>(out, x, count, p, q);
    case 31:
      return each<Step>(out, x, count, p, q);
    case 32:
      return each<Tanh>(out, x, count, p, q);
    case 33:
      return each<Affine>(out, x, count, p, q);
  }
}

function each<F>(out: usize, x: usize, count: i32, p: f32, q: f32): void {
  const f = changetype<F>(0);
  const first = f32x4.splat(p);
  const second = f32x4.splat(q);
  const atOnce = f.atOnce();
  for (; count >= atOnce; count -= atOnce, out += <usize>atOnce * f.made(), x += <usize>atOnce * f.taken()) {
    f.put(out, f.of(f.get(x), first, second));
  }
  for (; count > 0; count--, out += f.made(), x += f.taken()) f.putOne(out, f.of(f.getOne(x), first, second));
}
