// Classes of a few functions each stand for them in a generic loop, where they become its code: no object is ever made.

class Most {
  @inline
  ofNothing(): v128 {
    return f32x4.splat(-Infinity);
  }
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
class Least {
  @inline
  ofNothing(): v128 {
    return f32x4.splat(Infinity);
  }
  @inline
  of(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}
class WholeMost {
  @inline
  ofNothing(): v128 {
    return i32x4.splat(i32.MIN_VALUE);
  }
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.max_s(a, b);
  }
}
class WholeLeast {
  @inline
  ofNothing(): v128 {
    return i32x4.splat(i32.MAX_VALUE);
  }
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.min_s(a, b);
  }
}
class WholeSum {
  @inline
  ofNothing(): v128 {
    return i32x4.splat(0);
  }
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.add(a, b);
  }
}
class WholeProduct {
  @inline
  ofNothing(): v128 {
    return i32x4.splat(1);
  }
  @inline
  of(a: v128, b: v128): v128 {
    return i32x4.mul(a, b);
  }
}

/**
 * What is left of the middle axis. [outer, count, inner] -> [outer, inner]
 * @param operation Its place in `folds` (exports.ts). The last two are of flags of one byte each.
 */
export function fold(operation: i32, out: usize, x: usize, outer: i32, count: i32, inner: i32): void {
  switch (operation) {
    case 0:
      return each<Most>(out, x, outer, count, inner);
    case 1:
      return each<Least>(out, x, outer, count, inner);
    case 2:
      return multiply(out, x, outer, count, inner);
    case 3:
      return each<WholeMost>(out, x, outer, count, inner);
    case 4:
      return each<WholeLeast>(out, x, outer, count, inner);
    case 5:
      return each<WholeSum>(out, x, outer, count, inner);
    case 6:
      return each<WholeProduct>(out, x, outer, count, inner);
    default:
      return flags(out, x, outer, count, inner, operation == 7);
  }
}

function each<F>(out: usize, x: usize, outer: i32, count: i32, inner: i32): void {
  const f = changetype<F>(0);
  const row = (<usize>inner) << 2;
  for (; outer > 0; outer--, x += <usize>count * row) {
    if (inner == 1) {
      // Two at once, neither of which waits for the other.
      let four = f.ofNothing();
      let other = four;
      let at = x;
      let rest = count;
      for (; rest >= 8; rest -= 8, at += 32) {
        four = f.of(four, v128.load(at));
        other = f.of(other, v128.load(at, 16));
      }
      four = f.of(four, other);
      for (; rest >= 4; rest -= 4, at += 16) four = f.of(four, v128.load(at));
      for (; rest > 0; rest--, at += 4) four = f.of(four, v128.shuffle<i32>(f.ofNothing(), v128.load32_zero(at), 4, 1, 2, 3));
      four = f.of(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
      store<i32>(out, i32x4.extract_lane(f.of(four, v128.shuffle<i32>(four, four, 1, 0, 3, 2)), 0));
      out += 4;
      continue;
    }
    let at = x;
    let rest = inner;
    for (; rest >= 4; rest -= 4, at += 16, out += 16) {
      let four = f.ofNothing();
      let other = four;
      let from = at;
      let i = count;
      for (; i >= 2; i -= 2, from += 2 * row) {
        four = f.of(four, v128.load(from));
        other = f.of(other, v128.load(from + row));
      }
      if (i > 0) four = f.of(four, v128.load(from));
      v128.store(out, f.of(four, other));
    }
    for (; rest > 0; rest--, at += 4, out += 4) {
      let one = f.ofNothing();
      for (let i = 0, from = at; i < count; i++, from += row) one = f.of(one, v128.load_splat<i32>(from));
      store<i32>(out, i32x4.extract_lane(one, 0));
    }
  }
}

/** The product of floats, which is rounded once. */
function multiply(out: usize, x: usize, outer: i32, count: i32, inner: i32): void {
  const row = (<usize>inner) << 2;
  for (; outer > 0; outer--, x += <usize>count * row) {
    for (let at = x; at < x + row; at += 4, out += 4) {
      let product: f64 = 1;
      for (let i = 0, from = at; i < count; i++, from += row) product *= <f64>load<f32>(from);
      store<f32>(out, <f32>product);
    }
  }
}

/** Whether all of the flags are set, or any of them. */
function flags(out: usize, x: usize, outer: i32, count: i32, inner: i32, areAll: bool): void {
  for (; outer > 0; outer--, x += <usize>count * inner) {
    for (let at = x; at < x + inner; at++, out++) {
      let flag = areAll;
      for (let i = 0, from = at; i < count && flag == areAll; i++, from += inner) flag = load<u8>(from) != 0;
      store<u8>(out, <u8>flag);
    }
  }
}

/** The place along the middle axis of the first of the largest numbers, or smallest. [outer, count, inner] -> [outer, inner] */
export function argMost(out: usize, x: usize, outer: i32, count: i32, inner: i32, ofLeast: i32, areWhole: i32): void {
  const row = (<usize>inner) << 2;
  for (; outer > 0; outer--, x += <usize>count * row) {
    for (let at = x; at < x + row; at += 4, out += 4) {
      let place = 0;
      let most: f64 = 0;
      for (let i = 0, from = at; i < count; i++, from += row) {
        const value = areWhole ? <f64>load<i32>(from) : <f64>load<f32>(from);
        const signed = ofLeast ? -value : value;
        if (i > 0 && !(signed > most)) continue;
        most = signed;
        place = i;
      }
      store<i32>(out, place);
    }
  }
}
