/**
 * sum + a . b, number by number: with relaxed SIMD rounded once where the processor can, by an instruction of its own, else
 * after each of the two.
 */
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  else return f32x4.add(sum, f32x4.mul(a, b));
}
