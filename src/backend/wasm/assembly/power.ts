/** a to the power of b, as JavaScript has it, in 64 bits, since an error of the logarithm comes b times over. */
export function power4(a: v128, b: v128): v128 {
  return f32x4(
    power(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)),
    power(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)),
    power(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)),
    power(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)),
  );
}

function power(a: f32, b: f32): f32 {
  if (b == 0) return 1;
  if (b == 1) return a;
  if (b == 2) return a * a;
  if (abs(b) == Infinity && abs(a) == 1) return NaN;
  const size = <f32>exp2(<f64>b * log2(<f64>abs(a)));
  if (a > 0 || a != a) return size;
  // 0 and less: whole powers keep or turn the sign, of which only 0 and infinity have others.
  if (floor(b) != b) return a == 0 || a == -Infinity ? size : NaN;
  const isOdd = floor(b * 0.5) * 2 != b;
  return isOdd ? copysign(size, a) : size;
}

/** Of 0 and more. */
function log2(x: f64): f64 {
  if (!(x > 0 && x < Infinity)) return x == 0 ? -Infinity : x;
  // x = 2^n * m, with m between the roots of 1/2 and of 2, and log(m) = 2 * artanh(s)
  const bits = reinterpret<i64>(x) - 0x3fe6a09e667f3bcd;
  const n = <f64>(bits >> 52);
  const m = reinterpret<f64>((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd);
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let p: f64 = 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  p = p * z + 1;
  return n + 2.8853900817779268 * s * p;
}

function exp2(x: f64): f64 {
  if (x != x) return x;
  const bounded = min(max(x, -200), 200); // beyond what 32 bits hold
  const n = nearest(bounded);
  const r = (bounded - n) * 0.6931471805599453;
  let p: f64 = 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1;
  p = p * r + 1;
  return p * reinterpret<f64>((<i64>n + 1023) << 52);
}
