/** Where both are set: 1, else 0. A flag is a byte, set where it is not 0. */
export function logicalAnd(out: usize, a: usize, b: usize, count: i32): void {
  const none = i8x16.splat(0);
  const one = i8x16.splat(1);
  for (; count >= 16; count -= 16, out += 16, a += 16, b += 16) {
    const unset = v128.or(i8x16.eq(v128.load(a), none), i8x16.eq(v128.load(b), none));
    v128.store(out, v128.andnot(one, unset));
  }
  for (; count > 0; count--, out++, a++, b++) store<u8>(out, <u8>(load<u8>(a) != 0 && load<u8>(b) != 0));
}

/** From two lists of numbers, the first's where the flag is set. */
export function select(out: usize, flags: usize, yes: usize, no: usize, count: i32): void {
  for (; count >= 4; count -= 4, out += 16, yes += 16, no += 16, flags += 4) {
    const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(flags)));
    v128.store(out, v128.bitselect(v128.load(yes), v128.load(no), i32x4.ne(wide, i32x4.splat(0))));
  }
  for (; count > 0; count--, out += 4, yes += 4, no += 4, flags++) store<f32>(out, load<f32>(load<u8>(flags) ? yes : no));
}
