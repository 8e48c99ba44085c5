import { copyBytes } from './rows';

/** From two lists of numbers, the first's where the flag is set. A flag is a byte, set where it is not 0. */
export function select(out: usize, flags: usize, yes: usize, no: usize, count: i32): void {
  for (; count >= 4; count -= 4, out += 16, yes += 16, no += 16, flags += 4) {
    const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(flags)));
    v128.store(out, v128.bitselect(v128.load(yes), v128.load(no), i32x4.ne(wide, i32x4.splat(0))));
  }
  for (; count > 0; count--, out += 4, yes += 4, no += 4, flags++) store<f32>(out, load<f32>(load<u8>(flags) ? yes : no));
}

/** From two lists of rows of `bytes` bytes, the first's where the flag is set. */
export function selectRows(out: usize, flags: usize, yes: usize, no: usize, count: i32, bytes: usize): void {
  for (; count > 0; count--, out += bytes, yes += bytes, no += bytes, flags++) copyBytes(out, load<u8>(flags) ? yes : no, bytes);
}

/** A list of numbers, of which only those pass that belong to an x from `low` to `high`; 0 in the place of the others. */
export function passWithin(out: usize, x: usize, values: usize, low: f32, high: f32, count: i32): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  for (; count >= 4; count -= 4, out += 16, x += 16, values += 16) {
    const at = v128.load(x);
    v128.store(out, v128.and(v128.load(values), v128.and(f32x4.ge(at, lows), f32x4.le(at, highs))));
  }
  for (; count > 0; count--, out += 4, x += 4, values += 4) {
    const at = load<f32>(x);
    store<f32>(out, at >= low && at <= high ? load<f32>(values) : 0);
  }
}
