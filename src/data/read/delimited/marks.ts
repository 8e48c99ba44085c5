import { newArrays, type FrameArrays } from '../arrays.ts';
import { kindsOf, ORDINARY, type Dialect } from './dialect.ts';
import { markModule, MOST_TEXT } from './wasm/markModule.ts';

/** Bytes of room behind a text: for the mark at its end, and so that whole words can be read from its last cells. */
const BEHIND = 12;

/** Room for so many bytes and what is read behind them, in whole words of four. */
export const roomFor = (length: number, arrays: FrameArrays = newArrays) => arrays.bytes('text', (length + BEHIND) & ~3);

/** The places in a text where something happens: all delimiters, quotes, line ends and NULs. */
export interface Marks {
  readonly marks: Uint32Array;
  /** How many there are; what stands behind them is anything. */
  readonly count: number;
  /**
   * How many of them are line feeds, where it is known that all others are delimiters and that no white space stands beside any: the
   * cells are what lies between.
   */
  readonly plainRows?: number;
}

/** A shorter text is not worth the call. */
const LEAST_TEXT = 2 ** 12;

/** Makes a finder of the marks in the first so many bytes of a text. They are written over when marks are found again, by any finder. */
export function createMarkFinder(dialect: Pick<Dialect, 'delimiter' | 'quote'>): (bytes: Uint8Array, length: number) => Marks {
  const [delimiter, quote] = [dialect.delimiter.charCodeAt(0), dialect.quote.charCodeAt(0)];
  const findPlainly = createPlainFinder(dialect);
  return (bytes, length) => {
    const module = length >= LEAST_TEXT && length <= MOST_TEXT ? markModule() : undefined;
    return module === undefined ? findPlainly(bytes, length) : module(bytes, length, delimiter, quote);
  };
}

/** The same without WebAssembly. Each byte is written down and then kept or not, since a branch that goes either way costs more. */
export function createPlainFinder(dialect: Pick<Dialect, 'delimiter' | 'quote'>): (bytes: Uint8Array, length: number) => Marks {
  const isMark = kindsOf(dialect).map((kind) => (kind === ORDINARY ? 0 : 1));
  let marks = new Uint32Array(0);
  return (bytes, length) => {
    if (marks.length < length + 4) marks = new Uint32Array(length + 4);
    return { marks, count: find(bytes, length, isMark, marks) };
  };
}

function find(bytes: Uint8Array, length: number, isMark: Uint8Array, marks: Uint32Array): number {
  const whole = length & ~3;
  let count = 0;
  let at = 0;
  for (; at < whole; at += 4) {
    marks[count] = at;
    count += isMark[bytes[at]!]!;
    marks[count] = at + 1;
    count += isMark[bytes[at + 1]!]!;
    marks[count] = at + 2;
    count += isMark[bytes[at + 2]!]!;
    marks[count] = at + 3;
    count += isMark[bytes[at + 3]!]!;
  }
  for (; at < length; at++) {
    marks[count] = at;
    count += isMark[bytes[at]!]!;
  }
  return count;
}
