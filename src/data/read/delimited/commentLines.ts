import { DataError, show } from '../../../errors.ts';
import { decodeText } from './byteColumn.ts';
import type { Beginning } from './header.ts';

/** So many bytes are looked at. */
const SAMPLE = 2 ** 14;
const HASH = 35;

/**
 * Lines that begin with `#` before the header are comments to other readers, and would be taken for the header here. A header may begin
 * so too: then it has as many cells as the line below.
 * @throws DataError where they are comments, naming them.
 */
export function refuseComments({ text, line, name }: Beginning, delimiters: readonly string[]): void {
  if (text[0] !== HASH) return;
  const lines = decodeText(text, 0, Math.min(text.length, SAMPLE)).split(/\r\n|\n|\r/);
  const count = lines.findIndex((other) => !other.startsWith('#'));
  const [first, below] = [lines[0]!, lines[count] ?? ''];
  const cells = (text: string, delimiter: string) => text.split(delimiter).length;
  const dividing = delimiters.filter((delimiter) => below.includes(delimiter));
  if (dividing.length === 0 || dividing.some((delimiter) => cells(first, delimiter) === cells(below, delimiter))) return;
  const fix = `take out the ${count === 1 ? 'line that begins' : `${count} lines that begin`} with "#", or give the others: grep -v '^#' FILE | netspec ... --data -`;
  throw new DataError(name, [
    { path: `${name} line ${line}`, expected: 'the names of the columns', received: `${show(first)}, which looks like a comment`, fix },
  ]);
}
