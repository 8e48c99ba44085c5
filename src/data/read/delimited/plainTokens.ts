import type { FrameArrays } from '../arrays.ts';
import { LINE_FEED } from './dialect.ts';
import type { Marks } from './marks.ts';
import type { Tokens } from './tokenize.ts';

/**
 * The rows of a text that goes on, where its marks tell that there is nothing but cells of more than one column: without a look at
 * each. Undefined where a row is of another width, or none is whole.
 * @param marks Those of the text and of a line feed behind it.
 * @param line The line on which the text begins.
 */
export function plainTokens(
  bytes: Uint8Array,
  { marks, count, plainRows = 0 }: Marks,
  { width, line, arrays }: { readonly width: number; readonly line: number; readonly arrays: FrameArrays },
): Tokens | undefined {
  const rows = plainRows - 1; // without the line feed behind the text
  if (width < 2 || rows < 1 || rows * width >= count) return undefined;
  // As many line feeds as rows, one at the end of each, leave none for elsewhere.
  for (let row = 1; row <= rows; row++) if (bytes[marks[row * width - 1]!] !== LINE_FEED) return undefined;
  const ends = arrays.uint32('ends', rows * width);
  ends.set(marks.subarray(0, ends.length));
  const starts = arrays.uint32('starts', ends.length);
  starts[0] = 0;
  for (let cell = 1; cell < starts.length; cell++) starts[cell] = ends[cell - 1]! + 1;
  const lines = arrays.uint32('lines', rows);
  for (let row = 0; row < rows; row++) lines[row] = line + row;
  return { rows, starts, ends, lines, bad: [], next: ends[ends.length - 1]! + 1, line: line + rows };
}
