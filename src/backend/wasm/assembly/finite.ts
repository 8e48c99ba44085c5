/** Whether `count` floats, a multiple of 16, are all numbers: none has all bits of its exponent. */
export function areFinite(x: usize, count: i32): bool {
  const lowerBits = i32x4.splat(0x7fffffff);
  const lowestBit = i32x4.splat(0x00800000);
  let a = i32x4.splat(0);
  let b = a;
  for (const end = x + ((<usize>count) << 2); x < end; x += 64) {
    a = v128.or(a, i32x4.add(v128.and(v128.load(x), lowerBits), lowestBit));
    b = v128.or(b, i32x4.add(v128.and(v128.load(x, 16), lowerBits), lowestBit));
    a = v128.or(a, i32x4.add(v128.and(v128.load(x, 32), lowerBits), lowestBit));
    b = v128.or(b, i32x4.add(v128.and(v128.load(x, 48), lowerBits), lowestBit));
  }
  return i32x4.bitmask(v128.or(a, b)) == 0; // a carry into the sign
}
