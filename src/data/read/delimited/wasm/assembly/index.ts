/** How many line feeds there were among the marks that were found last. */
export let lineFeeds: i32 = 0;
/** Whether their text has neither quotes, carriage returns nor NULs, nor white space beside a mark. */
export let isPlain: bool = false;

/**
 * Where bytes are delimiters, quotes, line ends or NULs. The text begins at 0; the places are written from `marks` on, 32 bits each.
 * Sixteen bytes are compared at a time, and the places of 64 are written from a word of one bit each, as simdjson does (G. Langdale,
 * D. Lemire, Parsing gigabytes of JSON per second, VLDB Journal 28, 2019): some more than there are, without a branch.
 */
export function findMarks(length: i32, marks: usize, delimiter: i32, quote: i32): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const feeds = i8x16.splat(10);
  const carriageReturns = i8x16.splat(13);
  const nuls = i8x16.splat(0);
  const spaces = i8x16.splat(32);
  let out = marks;
  let ends: i32 = 0;
  let others: u64 = 0;
  // The last bit of the words before.
  let markBefore: u64 = 1; // a text begins as a cell does
  let blankBefore: u64 = 0;
  for (let at: i32 = 0; at < length; at += 64) {
    let bits: u64 = 0;
    let feedBits: u64 = 0;
    let otherBits: u64 = 0;
    let blankBits: u64 = 0;
    for (let part: i32 = 0; part < 64; part += 16) {
      const bytes = v128.load(at + part);
      const feed = i8x16.eq(bytes, feeds);
      const other = v128.or(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, carriageReturns)), i8x16.eq(bytes, nuls));
      const found = v128.or(v128.or(i8x16.eq(bytes, delimiters), feed), other);
      const blank = v128.andnot(i8x16.le_u(bytes, spaces), found);
      feedBits |= (<u64>(<u32>i8x16.bitmask(feed))) << part;
      otherBits |= (<u64>(<u32>i8x16.bitmask(other))) << part;
      blankBits |= (<u64>(<u32>i8x16.bitmask(blank))) << part;
      bits |= (<u64>(<u32>i8x16.bitmask(found))) << part;
    }
    if (length - at < 64) {
      const mask = ((<u64>1) << (length - at)) - 1;
      bits &= mask;
      feedBits &= mask;
      otherBits &= mask;
      blankBits &= mask;
    }
    others |= otherBits | (blankBits & ((bits << 1) | markBefore)) | (bits & ((blankBits << 1) | blankBefore));
    markBefore = bits >> 63;
    blankBefore = blankBits >> 63;
    ends += <i32>popcnt(feedBits);
    const next = out + ((<usize>popcnt(bits)) << 2);
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
  lineFeeds = ends;
  isPlain = others == 0;
  return <i32>((out - marks) >> 2);
}
