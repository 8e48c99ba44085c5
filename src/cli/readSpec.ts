import { readFile } from 'node:fs/promises';
import { SpecError, UsageError } from '../errors.ts';
import { readAll, type Io } from './io.ts';

/**
 * What a JSON file holds (`-` for standard input), not checked any further.
 * @throws UsageError where it cannot be read, SpecError with line and column where it is no JSON.
 */
export async function readSpec(path: string, io: Io): Promise<unknown> {
  const text = (path === '-' ? await readAll(io.stdin) : await readText(path)).replace(/^\uFEFF/, '');
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

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const received = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : (error as Error).message;
    throw new UsageError('the spec', [{ path, expected: 'a JSON file', received }]);
  }
}
