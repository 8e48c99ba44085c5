import type { ByteCells } from './byteColumn.ts';

/** 10^0 to 10^22: the powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MOST_EXACT = 2 ** 53;

/**
 * The numbers of cells of bytes, each equal to `Number` of its text to the last bit; NaN where a cell is none.
 * Digits that fit in 53 bits and a power of ten that a double holds are exact, so one rounding gives the nearest double
 * (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990); all others are left to `slow`.
 */
export function parseNumbers(
  { bytes, starts, ends, stride, offset, length, decimal }: ByteCells,
  slow: (row: number) => number,
): Float64Array {
  const numbers = new Float64Array(length);
  const point = decimal.charCodeAt(0);
  for (let row = 0, at = offset; row < length; row++, at += stride) {
    const end = ends[at]!;
    let i = starts[at]!;
    if (i === end) {
      numbers[row] = NaN;
      continue;
    }
    const sign = bytes[i]!;
    if (sign === 45 || sign === 43) i++;
    let byte: number;
    let first = i;
    // Nine digits fit in 32 bits, where sums are quick.
    let small = 0;
    let stop = end < i + 9 ? end : i + 9;
    while (i < stop && (byte = bytes[i]! ^ 48) <= 9) {
      small = (Math.imul(small, 10) + byte) | 0;
      i++;
    }
    let value = small;
    while (i < end && (byte = bytes[i]! ^ 48) <= 9) {
      value = value * 10 + byte;
      i++;
    }
    let digits = i - first;
    let power = 0;
    if (i < end && bytes[i] === point) {
      i++;
      first = i;
      stop = end < i + 9 ? end : i + 9;
      small = 0;
      while (i < stop && (byte = bytes[i]! ^ 48) <= 9) {
        small = (Math.imul(small, 10) + byte) | 0;
        i++;
      }
      value = value * POWERS[i - first]! + small;
      while (i < end && (byte = bytes[i]! ^ 48) <= 9) {
        value = value * 10 + byte;
        i++;
      }
      power = first - i;
      digits += i - first;
    }
    if (digits > 0 && i < end && (bytes[i]! | 32) === 101) {
      i++;
      const mark = i < end ? bytes[i]! : 0;
      if (mark === 45 || mark === 43) i++;
      first = i;
      let exponent = 0;
      while (i < end && (byte = bytes[i]! ^ 48) <= 9) {
        exponent = exponent < 9999 ? exponent * 10 + byte : exponent;
        i++;
      }
      if (i === first) digits = 0;
      power += mark === 45 ? -exponent : exponent;
    }
    if (i < end || digits === 0) {
      // White space of any kind is taken off by the slow way; all else is no number.
      const begin = bytes[starts[at]!]!;
      const mayBeSpace = begin <= 32 || begin >= 128 || bytes[end - 1]! <= 32 || bytes[end - 1]! >= 128;
      numbers[row] = mayBeSpace ? slow(row) : NaN;
      continue;
    }
    if (value < MOST_EXACT && power >= -22 && power <= 22) {
      const exact = power < 0 ? value / POWERS[-power]! : value * POWERS[power]!;
      numbers[row] = sign === 45 ? -exact : exact;
    } else numbers[row] = slow(row);
  }
  return numbers;
}
