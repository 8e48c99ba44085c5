/** Bits of what is done to a sum in the same pass: RELU makes it at least 0; BIAS_LAST adds the bias after the sum, not before it. */
export const RELU: i32 = 1;
export const BIAS_LAST: i32 = 2;

/** The result of a sum is never below this. */
export const ANY: f32 = -Infinity;

/** What a sum is at least. */
export function lowestOf(fusion: i32): f32 {
  return fusion & RELU ? 0 : ANY;
}
