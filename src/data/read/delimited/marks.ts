import type { Dialect } from './dialect.ts';

const HIGH_BITS = 0x80808080 | 0;
const ONES = 0x01010101;
const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Room for so many bytes and the mark behind them, in whole words of four. */
export const roomFor = (length: number) => new Uint8Array(((length >> 2) + 1) * 4);

/**
 * Makes a finder of the places in a text where something may happen: all delimiters, quotes, line ends and NULs, and some other
 * bytes. It looks at four bytes at once, as nothing happens in most of them,
 * and gives the number of places.
 */
export function createMarkFinder({
  delimiter,
  quote,
}: Pick<Dialect, 'delimiter' | 'quote'>): (bytes: Uint8Array, marks: Uint32Array) => number {
  const delimiterCode = delimiter.charCodeAt(0);
  const quoteCode = quote.charCodeAt(0);
  // Bytes below this are found by one subtraction: line ends, NUL and the usual signs. Letters and digits shall not be among them.
  const limit = 1 + Math.max(13, ...[delimiterCode, quoteCode].filter((code) => code < 48));
  const others = [delimiterCode, quoteCode].filter((code) => code >= limit);
  const below = Math.imul(limit, ONES);
  // Two signs at most are looked for one by one; without them, the first one is looked for where it is found anyway.
  const one = Math.imul(others[0] ?? 10, ONES);
  const two = Math.imul(others[1] ?? others[0] ?? 10, ONES);
  const isSimple = others.length === 0;

  return (bytes, marks) => {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    let found = 0;
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      // The high bit of each byte that is below the limit, and perhaps of one behind it (S. E. Anderson, Bit Twiddling Hacks).
      let hits = (word - below) & ~word & HIGH_BITS;
      if (!isSimple) {
        const first = word ^ one;
        const second = word ^ two;
        hits |= ((first - ONES) & ~first & HIGH_BITS) | ((second - ONES) & ~second & HIGH_BITS);
      }
      if (!isLittleEndian) hits = swap(hits);
      while (hits !== 0) {
        marks[found++] = (i << 2) + ((31 - Math.clz32(hits & (~hits + 1))) >> 3); // the lowest bit
        hits &= hits - 1;
      }
    }
    return found;
  };
}

const swap = (word: number) => (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
