import { readFile } from 'node:fs/promises';
import { parseCsv } from '../data/csv.ts';
import type { Row } from '../data/encoders.ts';
import { DataError, show } from '../errors.ts';

/** Rows with the name of where they came from. */
export interface NamedRows {
  readonly rows: readonly Row[];
  readonly name: string;
}

/**
 * The rows of a CSV file, or of standard input for `-`.
 * @param stdin Gives the whole of standard input.
 * @throws DataError where the file cannot be read or is no good CSV.
 */
export async function readRows(path: string, stdin?: () => Promise<string>): Promise<NamedRows> {
  if (path === '-' && stdin) {
    const text = await stdin();
    if (text.includes('\uFFFD')) throw notUtf8('standard input');
    return { rows: parseCsv(text, 'standard input'), name: 'standard input' };
  }
  return { rows: parseCsv(await readText(path), path), name: path };
}

const notUtf8 = (path: string) =>
  new DataError('the data', [{ path, expected: 'text in UTF-8', received: 'bytes that are none', fix: 'save the file as UTF-8' }]);

async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError && error.message.includes('encoded data')) {
      throw notUtf8(path);
    }
    const { code } = error as NodeJS.ErrnoException;
    const received =
      code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : code === 'EACCES' ? 'a file that may not be read' : show(code);
    throw new DataError('the data', [{ path, expected: 'a CSV file', received }]);
  }
}
