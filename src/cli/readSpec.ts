import { readFile } from 'node:fs/promises';
import { SpecError, UsageError } from '../errors.ts';
import { readAll, type Io } from './io.ts';

/**
 * What a JSON file holds (`-` for standard input), not checked any further.
 * @throws UsageError where it cannot be read or is no UTF-8, SpecError with line and column where it is no JSON.
 */
export async function readSpec(path: string, io: Io): Promise<unknown> {
  const text = decode(path === '-' ? await readAll(io.stdin) : await readBytes(path), path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { jsonProblem } = await import('../data/read/json/jsonProblem.ts');
    const problem = jsonProblem(text, nameOf(path));
    throw problem === undefined ? error : new SpecError(nameOf(path), [problem]);
  }
}

/** The name of a spec in messages. */
export const nameOf = (path: string): string => (path === '-' ? 'standard input' : path);

/** Without a byte order mark. */
function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const fix = 'save it as UTF-8';
    throw new UsageError('the spec', [{ path: nameOf(path), expected: 'text in UTF-8', received: 'bytes that are none', fix }]);
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const received = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : (error as Error).message;
    throw new UsageError('the spec', [{ path, expected: 'a JSON file', received }]);
  }
}
