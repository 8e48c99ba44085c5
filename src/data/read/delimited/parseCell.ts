/** 10^0 to 10^22: the powers of ten that a double holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MOST_EXACT = 2 ** 53;

/**
 * The number that the bytes from `start` to before `end` are, NaN where they are none; undefined where only `Number` of their text can
 * tell: white space, too many digits.
 * Digits that fit in 53 bits and a power of ten that a double holds are exact, so one rounding gives the nearest double
 * (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990).
 * @param point The byte that begins the decimals.
 */
export function parseCell(bytes: Uint8Array, start: number, end: number, point: number): number | undefined {
  if (start === end) return NaN;
  let i = start;
  const sign = bytes[i]!;
  if (sign === 45 || sign === 43) i++;
  let byte: number;
  let value = 0;
  let first = i;
  while (i < end && (byte = bytes[i]! ^ 48) <= 9) {
    value = value * 10 + byte;
    i++;
  }
  let digits = i - first;
  let power = 0;
  if (i < end && bytes[i] === point) {
    first = ++i;
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
    const [begin, last] = [bytes[start]!, bytes[end - 1]!];
    const mayBeSpace = begin <= 32 || begin >= 128 || last <= 32 || last >= 128; // of any kind
    return mayBeSpace ? undefined : NaN;
  }
  if (value >= MOST_EXACT || power < -22 || power > 22) return undefined;
  const exact = power < 0 ? value / POWERS[-power]! : value * POWERS[power]!;
  return sign === 45 ? -exact : exact;
}
