/**
 * Where bytes are delimiters, quotes, line ends or NULs. The text begins at 0; the places are written from `marks` on, 32 bits each.
 * Sixteen bytes are compared at a time, and the places of 64 are written from a word of one bit each, as simdjson does (G. Langdale,
 * D. Lemire, Parsing gigabytes of JSON per second, VLDB Journal 28, 2019): some more than there are, without a branch.
 */
export function findMarks(length: i32, marks: usize, delimiter: i32, quote: i32): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const lineFeeds = i8x16.splat(10);
  const carriageReturns = i8x16.splat(13);
  const nuls = i8x16.splat(0);
  let out = marks;
  for (let at: i32 = 0; at < length; at += 64) {
    let bits: u64 = 0;
    for (let part: i32 = 0; part < 64; part += 16) {
      const bytes = v128.load(at + part);
      const signs = v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, quotes));
      const ends = v128.or(i8x16.eq(bytes, lineFeeds), i8x16.eq(bytes, carriageReturns));
      const found = v128.or(v128.or(signs, ends), i8x16.eq(bytes, nuls));
      bits |= (<u64>(<u32>i8x16.bitmask(found))) << part;
    }
    if (length - at < 64) bits &= ((<u64>1) << (length - at)) - 1;
    const next = out + (<usize>popcnt(bits) << 2);
    for (let i: i32 = 0; i < 4; i++) {
      store<u32>(out, at + <i32>ctz(bits));
      bits &= bits - 1;
      store<u32>(out, at + <i32>ctz(bits), 4);
      bits &= bits - 1;
      store<u32>(out, at + <i32>ctz(bits), 8);
      bits &= bits - 1;
      out += 12;
    }
    for (; bits != 0; bits &= bits - 1, out += 4) store<u32>(out, at + <i32>ctz(bits));
    out = next;
  }
  return <i32>((out - marks) >> 2);
}
