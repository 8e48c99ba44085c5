const GOLDEN: i32 = 0x9e3779b9;

/** murmur3's finaliser, as `mixBits` of random.ts. */
function mix4(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x85ebca6b));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

class Mask {
  /** 0 where the upper 31 bits are below a limit, which stands in a float; else `scale`. */
  @inline
  of(bits: v128, limit: f32, scale: f32): v128 {
    return v128.and(i32x4.ge_s(i32x4.shr_u(bits, 1), i32x4.splat(reinterpret<i32>(limit))), f32x4.splat(scale));
  }
}
class Uniform {
  /** By the upper 24 bits, which a float holds. */
  @inline
  of(bits: v128, from: f32, step: f32): v128 {
    return f32x4.add(f32x4.splat(from), f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(bits, 8)), f32x4.splat(step)));
  }
}

/** `count` numbers, each made of 32 bits that follow from the two keys and its place. */
function draw<F>(out: usize, key: i32, second: i32, a: f32, b: f32, count: i32): void {
  const f = changetype<F>(0);
  const keys = i32x4.splat(second);
  let places = i32x4.add(i32x4.splat(key), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(GOLDEN)));
  for (; count > 0; count -= 4, out += 16, places = i32x4.add(places, i32x4.splat(4 * GOLDEN))) {
    const drawn = f.of(mix4(i32x4.add(mix4(places), keys)), a, b);
    if (count >= 4) {
      v128.store(out, drawn);
      continue;
    }
    store<f32>(out, f32x4.extract_lane(drawn, 0));
    if (count > 1) store<f32>(out, f32x4.extract_lane(drawn, 1), 4);
    if (count > 2) store<f32>(out, f32x4.extract_lane(drawn, 2), 8);
  }
}

/** 0 where the upper 31 bits that are drawn are below `limit`, else `scale`. */
export function drawMask(out: usize, key: i32, second: i32, limit: i32, scale: f32, count: i32): void {
  draw<Mask>(out, key, second, reinterpret<f32>(limit), scale, count);
}

/** from + step * (0 to 2^24 - 1) */
export function drawUniform(out: usize, key: i32, second: i32, from: f32, step: f32, count: i32): void {
  draw<Uniform>(out, key, second, from, step, count);
}
