/**
 * Polynomials of functions as in Cephes (Moshier 1989), for four numbers at once, right to about 1e-7 of the value. What is no number
 * stays none: pmin and pmax hand on their first value then, and are faster than min and max.
 */
export class Functions {
  @inline
  static exp(x: v128): v128 {
    const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104)), f32x4.splat(89));
    const n = Functions.powerOf(bounded);
    const p = f32x4.add(Functions.restOf(bounded, n), f32x4.splat(1));
    // In two steps, since 2^n alone may be too large or too small for a number. Beyond the bounds there are 0 and infinity by themselves.
    const whole = i32x4.trunc_sat_f32x4_s(n);
    const half = i32x4.shr_s(whole, 1);
    const first = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
    const second = i32x4.shl(i32x4.add(i32x4.sub(whole, half), i32x4.splat(127)), 23);
    return f32x4.mul(f32x4.mul(p, first), second);
  }

  /** e^x = 2^n * e^r, with n whole and |r| at most half of log(2): this is n. */
  @inline
  private static powerOf(x: v128): v128 {
    return f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  }

  /** And this is e^r - 1. */
  @inline
  private static restOf(x: v128, n: v128): v128 {
    // What is n times log(2) is taken off in two parts.
    const coarse = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
    const r = f32x4.sub(coarse, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
    let p = f32x4.splat(1.98756915e-4);
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
    return f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
  }

  /** e^x - 1, which is exact for small numbers, too. */
  @inline
  static expm1(x: v128): v128 {
    const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-30)), f32x4.splat(89));
    const n = Functions.powerOf(bounded);
    // Half of 2^n * e^r - 1, since 2^128 is too large for a number.
    const half = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(126)), 23);
    const halved = f32x4.add(f32x4.mul(Functions.restOf(bounded, n), half), f32x4.sub(half, f32x4.splat(0.5)));
    return v128.or(f32x4.add(halved, halved), Functions.signOf(x)); // -0 for -0
  }

  @inline
  private static signOf(x: v128): v128 {
    return v128.and(x, f32x4.splat(-0.0));
  }

  @inline
  static log(x: v128): v128 {
    // What is below the smallest normal number is made 2^25 times as large first.
    const isSmall = f32x4.lt(x, f32x4.splat(1.17549435e-38));
    const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(33554432)), x, isSmall);
    // x = 2^n * m, with m between the roots of 1/2 and of 2.
    const half = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
    const isLow = f32x4.lt(half, f32x4.splat(0.707106781));
    const power = i32x4.add(i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126)), isLow);
    const n = f32x4.sub(f32x4.convert_i32x4_s(power), v128.and(f32x4.splat(25), isSmall));
    const m = f32x4.sub(f32x4.add(half, v128.and(half, isLow)), f32x4.splat(1));
    const z = f32x4.mul(m, m);
    let p = f32x4.splat(7.0376836292e-2);
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.151461031e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.167699874e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.2420140846e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.4249322787e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.6668057665e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(2.0000714765e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-2.4999993993e-1));
    p = f32x4.add(f32x4.mul(p, m), f32x4.splat(3.3333331174e-1));
    p = f32x4.mul(f32x4.mul(p, m), z);
    p = f32x4.sub(f32x4.add(p, f32x4.mul(n, f32x4.splat(-2.1219444e-4))), f32x4.mul(z, f32x4.splat(0.5)));
    let y = f32x4.add(f32x4.add(m, p), f32x4.mul(n, f32x4.splat(0.693359375)));
    y = v128.bitselect(y, f32x4.splat(NaN), f32x4.gt(x, f32x4.splat(0)));
    y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
    return v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(Infinity)));
  }

  @inline
  static tanh(x: v128): v128 {
    // From 8.6 on it is 1 to 7 digits; below, x * p(x^2) / q(x^2), fitted to it at Chebyshev's points so that the largest error is least.
    const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-8.6)), f32x4.splat(8.6));
    const z = f32x4.mul(bounded, bounded);
    let p = f32x4.splat(1.40825662e-8);
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.11225215e-5));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(3.52641311e-3));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.134068862));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1));
    let q = f32x4.splat(8.0706968e-7);
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(3.33628705e-4));
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(2.59939469e-2));
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(0.467402071));
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(1));
    const y = f32x4.div(f32x4.mul(bounded, p), q);
    return f32x4.pmin(f32x4.pmax(y, f32x4.splat(-1)), f32x4.splat(1));
  }

  /** log(1 + x), which is exact for small numbers, too. */
  @inline
  static log1p(x: v128): v128 {
    const one = f32x4.splat(1);
    const sum = f32x4.add(x, one);
    const y = Functions.log(sum);
    // By so much is x more than what was added, as a share of the sum: the logarithm of what rounding left out.
    const rest = f32x4.div(f32x4.sub(x, f32x4.sub(sum, one)), sum);
    const isInfinite = f32x4.eq(f32x4.abs(y), f32x4.splat(Infinity));
    return f32x4.add(y, v128.andnot(rest, isInfinite));
  }

  /** 1 / (1 + e^-x) */
  @inline
  static sigmoid(x: v128): v128 {
    const one = f32x4.splat(1);
    const e = Functions.exp(v128.or(x, f32x4.splat(-0.0))); // of -|x|, which is never too large
    return f32x4.div(v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0))), f32x4.add(one, e));
  }

  /** log(1 + e^x) */
  @inline
  static softplus(x: v128): v128 {
    const e = Functions.exp(v128.or(x, f32x4.splat(-0.0))); // of -|x|: 1 at most
    // log(1 + e) = 2 * artanh(s), a series of s of which a few terms are enough up to 1/3 (fitted to it at Chebyshev's points).
    const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
    const z = f32x4.mul(s, s);
    let p = f32x4.splat(0.26851498);
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.282366198));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.400075606));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.666666403));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2));
    return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.mul(p, s));
  }

  /** The error function by the rational function of Eigen, which is 1 as a number of 32 bits from 4 on. */
  @inline
  static erf(x: v128): v128 {
    const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-4)), f32x4.splat(4));
    const z = f32x4.mul(bounded, bounded);
    let p = f32x4.splat(-2.72614225801306e-10);
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.77068142495902e-8));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.10102402082508e-6));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.69250639462346e-5));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-7.34990630326855e-4));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.95459980854025e-3));
    p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-1.60960333262415e-2));
    let q = f32x4.splat(-1.45660718464996e-5);
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(-2.13374055278905e-4));
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(-1.68282697438203e-3));
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(-7.37332916720468e-3));
    q = f32x4.add(f32x4.mul(q, z), f32x4.splat(-1.42647390514189e-2));
    return f32x4.div(f32x4.mul(bounded, p), q);
  }
}
