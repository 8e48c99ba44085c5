import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/**
 * Writes a file whole or not at all: under a temporary name beside it, then renamed. What was there before stays until then.
 * A link is followed; what is no file (`/dev/stdout`) is written to as it is.
 * @throws UsageError where it cannot be written.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const there = await stat(target).catch(() => undefined);
  try {
    if (there === undefined || there.isFile()) await replace(target, content);
    else await writeFile(target, content);
  } catch (error) {
    const received = (error as Error).message.split(',')[0]!; // "ENOENT: no such file or directory", without the call and the name
    throw new UsageError('what was to be written', [{ path, expected: 'a place where a file can be written', received }]);
  }
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
