import { multiplyAdd } from './multiplyAdd';

/** Columns of a wide piece of a row. */
export const WIDE: i32 = 32;

/**
 * A wide piece of one row of a product: out = max(lowest, start + a . b + last), of which `b` is read where it lies.
 * @param aStep From one number of the row of `a` to the next, in bytes, and bRow from one row of `b` to the next.
 * @param start What the sums begin with and `last` what is added to them in the end, of these columns; 0: none.
 */
export function multiplyRow(
  out: usize,
  a: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  start: usize,
  last: usize,
  depth: i32,
  lowest: f32,
): void {
  const zero = f32x4.splat(0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero; // prettier-ignore
  if (start) {
    c0 = v128.load(start);
    c1 = v128.load(start, 16);
    c2 = v128.load(start, 32);
    c3 = v128.load(start, 48);
    c4 = v128.load(start, 64);
    c5 = v128.load(start, 80);
    c6 = v128.load(start, 96);
    c7 = v128.load(start, 112);
  }
  for (; depth > 0; depth--, a += aStep, b += bRow) {
    const x = v128.load_splat<f32>(a);
    c0 = multiplyAdd(c0, x, v128.load(b));
    c1 = multiplyAdd(c1, x, v128.load(b, 16));
    c2 = multiplyAdd(c2, x, v128.load(b, 32));
    c3 = multiplyAdd(c3, x, v128.load(b, 48));
    c4 = multiplyAdd(c4, x, v128.load(b, 64));
    c5 = multiplyAdd(c5, x, v128.load(b, 80));
    c6 = multiplyAdd(c6, x, v128.load(b, 96));
    c7 = multiplyAdd(c7, x, v128.load(b, 112));
  }
  if (last) {
    c0 = f32x4.add(c0, v128.load(last));
    c1 = f32x4.add(c1, v128.load(last, 16));
    c2 = f32x4.add(c2, v128.load(last, 32));
    c3 = f32x4.add(c3, v128.load(last, 48));
    c4 = f32x4.add(c4, v128.load(last, 64));
    c5 = f32x4.add(c5, v128.load(last, 80));
    c6 = f32x4.add(c6, v128.load(last, 96));
    c7 = f32x4.add(c7, v128.load(last, 112));
  }
  const least = f32x4.splat(lowest);
  v128.store(out, f32x4.pmax(c0, least));
  v128.store(out, f32x4.pmax(c1, least), 16);
  v128.store(out, f32x4.pmax(c2, least), 32);
  v128.store(out, f32x4.pmax(c3, least), 48);
  v128.store(out, f32x4.pmax(c4, least), 64);
  v128.store(out, f32x4.pmax(c5, least), 80);
  v128.store(out, f32x4.pmax(c6, least), 96);
  v128.store(out, f32x4.pmax(c7, least), 112);
}
