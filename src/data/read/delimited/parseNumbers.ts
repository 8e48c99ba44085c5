import type { ByteCells } from './byteColumn.ts';
import { parseCell, POWERS } from './parseCell.ts';

const MINUS = 45;
const ZEROS = 0x30303030;
/** Added to a byte of more than 9 it sets the high bit. */
const ABOVE_NINE = 0x76767676;
const HIGH_BITS = 0x80808080 | 0;
/** The last 0 to 4 bytes of a word, which lie highest in it; for 5 to 8, all of them. */
const LAST = Int32Array.of(0, 0xff000000, 0xffff0000, 0xffffff00, -1, -1, -1, -1, -1);

/**
 * The numbers of cells of bytes, each equal to `Number` of its text to the last bit; NaN where a cell is none.
 * Most have at most eight digits before the point and eight behind, which are read four at a time; the others are left to `parseCell`,
 * and what that cannot tell to `slow`.
 * @param numbers Where they are written. Default: a new array.
 */
export function parseNumbers(
  { bytes, starts, ends, stride, offset, length, style }: ByteCells,
  slow: (row: number) => number,
  numbers = new Float64Array(length),
): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const point = style.decimal.charCodeAt(0);
  const group = style.thousands === '' ? -1 : style.thousands.charCodeAt(0);
  // How many digits stood behind the point in the cell before, -1 without one: most columns have the same in each.
  let places = -1;
  for (let row = 0, at = offset; row < length; row++, at += stride) {
    const start = starts[at]!;
    const end = ends[at]!;
    if (start === end) {
      numbers[row] = NaN;
      continue;
    }
    const isNegative = ((bytes[start]! ^ MINUS) - 1) >>> 31; // 1 or 0, without a branch: signs follow no pattern
    const first = start + isNegative;
    let middle = end - 1 - places; // the point, or the end
    if (places >= 0 && (middle < first || bytes[middle] !== point)) {
      places = placesOf(bytes, first, end, point);
      middle = end - 1 - places;
    }
    const whole = middle - first;
    const decimals = places < 0 ? 0 : places;
    const digits = whole + decimals;
    // Words of four bytes are read from up to eight bytes before the cell on; fifteen digits fit in 53 bits.
    if (start >= 8 && whole <= 8 && decimals <= 8 && digits > 0 && digits <= 15) {
      let word = (view.getInt32(middle - 4, true) ^ ZEROS) & LAST[whole]!;
      let wrong = (word + ABOVE_NINE) | word;
      let value = fourDigits(word);
      if (whole > 4) {
        word = (view.getInt32(middle - 8, true) ^ ZEROS) & LAST[whole - 4]!;
        wrong |= (word + ABOVE_NINE) | word;
        value += fourDigits(word) * 10_000;
      }
      if (decimals > 0) {
        word = (view.getInt32(end - 4, true) ^ ZEROS) & LAST[decimals]!;
        wrong |= (word + ABOVE_NINE) | word;
        let behind = fourDigits(word);
        if (decimals > 4) {
          word = (view.getInt32(end - 8, true) ^ ZEROS) & LAST[decimals - 4]!;
          wrong |= (word + ABOVE_NINE) | word;
          behind += fourDigits(word) * 10_000;
        }
        const power = POWERS[decimals]!;
        numbers[row] = ((value * power + behind) / power) * (1 - 2 * isNegative);
      } else numbers[row] = value * (1 - 2 * isNegative);
      if ((wrong & HIGH_BITS) === 0) continue;
    }
    if (places < 0) places = placesOf(bytes, first, end, point);
    numbers[row] = parseCell(bytes, start, end, point, group) ?? slow(row);
  }
  return numbers;
}

/** How many bytes stand behind the first point, -1 without one. */
function placesOf(bytes: Uint8Array, start: number, end: number, point: number): number {
  let at = start;
  while (at < end && bytes[at] !== point) at++;
  return end - 1 - at;
}

/** The number of four digits, one a byte, the first of them lowest. */
function fourDigits(word: number): number {
  const pairs = Math.imul(word, 10) + (word >>> 8); // 10 a + b in the lowest byte, 10 c + d in the third
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff);
}
