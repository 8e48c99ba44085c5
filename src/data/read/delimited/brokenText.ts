import type { BadRow, Tokens } from './tokenize.ts';

/** The same rows without those that hold bytes which are no UTF-8: these are broken rows. Arrays of cells are changed in place. */
export function withoutBrokenText(tokens: Tokens, bytes: Uint8Array, width: number): Tokens {
  const { starts, ends } = tokens;
  const lines = tokens.lines.slice();
  const bad: BadRow[] = [];
  let at = 0; // the next of the others
  let kept = 0;
  for (let row = 0; row < tokens.rows; row++) {
    for (; at < tokens.bad.length && tokens.bad[at]!.before === row; at++) bad.push({ ...tokens.bad[at]!, before: kept });
    const first = row * width;
    let cell = 0;
    while (cell < width && isUtf8(bytes.subarray(starts[first + cell], ends[first + cell]))) cell++;
    if (cell < width) {
      bad.push({ line: lines[row]!, before: kept, problem: 'encoding', cell: cell + 1 });
      continue;
    }
    starts.copyWithin(kept * width, first, first + width);
    ends.copyWithin(kept * width, first, first + width);
    lines[kept++] = lines[row]!;
  }
  for (; at < tokens.bad.length; at++) bad.push({ ...tokens.bad[at]!, before: kept });
  return { ...tokens, rows: kept, lines: lines.slice(0, kept), bad };
}

/** Whether bytes are UTF-8, of which nothing is cut. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (bytes.every((byte) => byte < 0x80)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
