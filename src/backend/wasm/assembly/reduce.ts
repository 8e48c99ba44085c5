/** So many numbers are added up before their sum is added to that of others: the rounding stays that of few. */
const BLOCK: i32 = 64;

/** The sums over the middle axis, each divided by `divisor`. [outer, count, inner] -> [outer, inner] */
export function sum(out: usize, x: usize, outer: i32, count: i32, inner: i32, divisor: f32): void {
  if (inner == 1) {
    for (; outer > 0; outer--, out += 4, x += (<usize>count) << 2) store<f32>(out, <f32>sumRun(x, count) / divisor);
    return;
  }
  const row = (<usize>inner) << 2;
  for (; outer > 0; outer--, out += row, x += <usize>count * row) sumRows(out, x, count, row, divisor);
}

function sumRun(x: usize, count: i32): f64 {
  let total: f64 = 0;
  while (count >= 4) {
    let four = f32x4.splat(0);
    for (let block = min(BLOCK, count >> 2); block > 0; block--, count -= 4, x += 16) four = f32x4.add(four, v128.load(x));
    total += <f64>f32x4.extract_lane(four, 0) + <f64>f32x4.extract_lane(four, 1);
    total += <f64>f32x4.extract_lane(four, 2) + <f64>f32x4.extract_lane(four, 3);
  }
  for (; count > 0; count--, x += 4) total += <f64>load<f32>(x);
  return total;
}

/** @param row Bytes of a row. */
function sumRows(out: usize, x: usize, count: i32, row: usize, divisor: f32): void {
  let at: usize = 0;
  const divisors = f32x4.splat(divisor);
  for (; at + 16 <= row; at += 16) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let from = x + at;
    for (let rest = count; rest > 0; rest -= BLOCK) {
      let four = f32x4.splat(0);
      for (let i = min(BLOCK, rest); i > 0; i--, from += row) four = f32x4.add(four, v128.load(from));
      low = f64x2.add(low, f64x2.promote_low_f32x4(four));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)));
    }
    const total = v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
    v128.store(out + at, f32x4.div(total, divisors));
  }
  for (; at < row; at += 4) {
    let total: f64 = 0;
    for (let i = 0, from = x + at; i < count; i++, from += row) total += <f64>load<f32>(from);
    store<f32>(out + at, <f32>total / divisor);
  }
}
