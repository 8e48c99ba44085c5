import { kindsOf, ORDINARY, type Dialect } from './dialect.ts';

/** Bytes of room behind a text: for the mark at its end, and so that whole words can be read from its last cells. */
const BEHIND = 12;

/** Room for so many bytes and what is read behind them, in whole words of four. */
export const roomFor = (length: number) => new Uint8Array((length + BEHIND) & ~3);

/**
 * Makes a finder of the places in a text where something happens: all delimiters, quotes, line ends and NULs. It gives the number of
 * places. Each byte is written down and then kept or not, since a branch that goes either way costs more than the write.
 */
export function createMarkFinder(
  dialect: Pick<Dialect, 'delimiter' | 'quote'>,
): (bytes: Uint8Array, length: number, marks: Uint32Array) => number {
  const isMark = kindsOf(dialect).map((kind) => (kind === ORDINARY ? 0 : 1));
  return (bytes, length, marks) => {
    const whole = length & ~3;
    let found = 0;
    let at = 0;
    for (; at < whole; at += 4) {
      marks[found] = at;
      found += isMark[bytes[at]!]!;
      marks[found] = at + 1;
      found += isMark[bytes[at + 1]!]!;
      marks[found] = at + 2;
      found += isMark[bytes[at + 2]!]!;
      marks[found] = at + 3;
      found += isMark[bytes[at + 3]!]!;
    }
    for (; at < length; at++) {
      marks[found] = at;
      found += isMark[bytes[at]!]!;
    }
    return found;
  };
}
