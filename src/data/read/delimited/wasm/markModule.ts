import type { Marks } from '../marks.ts';
import { binary } from './binary.ts';

/** The longest text that it takes, in bytes. */
export const MOST_TEXT = 2 ** 20;
/** Where the places begin in its memory. It reads whole runs of 64 bytes, and may write twelve places too many. */
const MARKS = MOST_TEXT + 64;
const PAGES = Math.ceil((MARKS + 4 * (MOST_TEXT + 64)) / 2 ** 16);

interface MarkExports {
  readonly memory: WebAssembly.Memory;
  readonly findMarks: (length: number, marks: number, delimiter: number, quote: number) => number;
  readonly lineFeeds: WebAssembly.Global;
  readonly isPlain: WebAssembly.Global;
}

/** Finds the delimiters, quotes, line ends and NULs in so many of the bytes. */
export type MarkModule = (bytes: Uint8Array, length: number, delimiter: number, quote: number) => Marks;

let known: MarkModule | null | undefined;

/**
 * The finder of marks in WebAssembly: one for all readers, each of which is done with the places before another finds its own.
 * Undefined where there is no SIMD, or a page's policy forbids to compile.
 */
export function markModule(): MarkModule | undefined {
  if (known === undefined) known = startModule();
  return known ?? undefined;
}

function startModule(): MarkModule | null {
  try {
    const code = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
    // At once, which pages allow for modules as small as this one.
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
    const { memory, findMarks, lineFeeds, isPlain } = exports as unknown as MarkExports;
    memory.grow(PAGES);
    const room = new Uint8Array(memory.buffer, 0, MOST_TEXT);
    const marks = new Uint32Array(memory.buffer, MARKS);
    return (bytes, length, delimiter, quote) => {
      room.set(bytes.subarray(0, length));
      const count = findMarks(length, MARKS, delimiter, quote);
      return { marks, count, ...(isPlain.value === 1 ? { plainRows: lineFeeds.value as number } : {}) };
    };
  } catch {
    return null;
  }
}
