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
