/** 10^0 to 10^22: the powers of ten that a double holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MOST_EXACT = 2 ** 53;

/**
 * The number that the bytes from `start` to before `end` are, NaN where they are none; undefined where only `Number` of their text can
 * tell: white space, too many digits, what only people write (`$12`).
 * Digits that fit in 53 bits and a power of ten that a double holds are exact, so one rounding gives the nearest double
 * (W. D. Clinger, How to read floating point numbers accurately, PLDI 1990).
 * @param point The byte that begins the decimals.
 * @param group The byte between groups of three digits, -1 where there is none.
 */
export function parseCell(bytes: Uint8Array, start: number, end: number, point: number, group: number): number | undefined {
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
  if (i < end && bytes[i] === group && digits > 0 && digits <= 3 && bytes[first] !== 48) {
    while (i + 3 < end && bytes[i] === group) {
      const a = bytes[i + 1]! ^ 48;
      const b = bytes[i + 2]! ^ 48;
      const c = bytes[i + 3]! ^ 48;
      if (a > 9 || b > 9 || c > 9) break;
      value = value * 1000 + a * 100 + b * 10 + c;
      digits += 3;
      i += 4;
    }
    if (i < end && bytes[i] !== point) digits = 0;
  }
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
    return mayBeSpace || mayBeWritten(bytes, start, end) ? undefined : NaN;
  }
  if (value >= MOST_EXACT || power < -22 || power > 22) return undefined;
  const exact = power < 0 ? value / POWERS[-power]! : value * POWERS[power]!;
  return sign === 45 ? -exact : exact;
}

/** Of a byte of a number as people write it: a digit, a sign, what else is in one. */
const [DIGIT, SIGN, OTHER] = [1, 2, 3];
const KINDS = new Uint8Array(256);
KINDS.fill(DIGIT, 48, 58);
KINDS[43] = KINDS[45] = SIGN;
for (const other of ",.' ()$%") KINDS[other.charCodeAt(0)] = OTHER;
KINDS.fill(OTHER, 128); // spaces and currencies

/** Whether bytes may be such a number, by a cheap look: dates and words are none. */
function mayBeWritten(bytes: Uint8Array, start: number, end: number): boolean {
  while (start < end && (KINDS[bytes[start]!] === SIGN || bytes[start] === OPEN)) start++;
  if (start < end && bytes[end - 1] === CLOSE) end--;
  let [first, last] = [start, end];
  while (first < end && isLetter(bytes[first]!)) first++;
  while (last > first && isLetter(bytes[last - 1 - Number(bytes[last - 1] === POINT)]!)) last--;
  if (!mayBeCurrency(bytes, start, first) || !mayBeCurrency(bytes, last, end) || last === end - 1) return false;
  let [runs, digits, isInRun, isClosed] = [0, 0, false, false];
  for (let i = first; i < last; i++) {
    const kind = KINDS[bytes[i]!]!;
    if (kind === 0 || (kind === DIGIT && isClosed)) return false;
    if (kind === SIGN && runs > 0) isClosed = true; // `12.50-`
    if (kind === DIGIT && !isInRun) {
      if (runs > 1 && digits !== 3) return false; // between the first and the last
      runs++;
      digits = 0;
    }
    isInRun = kind === DIGIT;
    if (isInRun) digits++;
  }
  return runs > 0;
}

const [OPEN, CLOSE, POINT] = [40, 41, 46];
const isLetter = (byte: number) => (byte | 32) >= 97 && (byte | 32) <= 122;
const isUpper = (byte: number) => byte >= 65 && byte <= 90;

/** Nothing, `R` of `R$`, `kr`, `kr.`, `US` of `US$`, or three in upper case. */
function mayBeCurrency(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 3) return true;
  return length === 3 && (bytes[end - 1] === POINT || (isUpper(bytes[start]!) && isUpper(bytes[start + 1]!) && isUpper(bytes[start + 2]!)));
}
