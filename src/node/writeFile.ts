import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import { syncFolder, syncFolderAtOnce } from './syncFolder.ts';

interface WriteOptions {
  /** Waits until the disk itself has content and name, so that not even a power cut takes it (where folders can be synced). Default: false. */
  readonly flush?: boolean;
}

/**
 * Writes a file whole or not at all: under a temporary name beside it, then renamed. What was there before stays until then.
 * A link is followed; what is no file (`/dev/stdout`) is written to as it is.
 * @throws UsageError where it cannot be written.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void> {
  await writeFilesAtomically([[path, content]], options);
}

/**
 * Writes files that belong together: all under temporary names first, then renamed in the order given, so that what can fail
 * has failed before the first of them is replaced.
 * @throws UsageError where one cannot be written; then all are as they were.
 */
export async function writeFilesAtomically(
  files: readonly (readonly [path: string, content: string | Uint8Array])[],
  { flush = false }: WriteOptions = {},
): Promise<void> {
  const written: { readonly temporary: string; readonly target: string }[] = [];
  for (const [path, content] of files) {
    try {
      const target = await realpath(path).catch(() => path);
      const there = await stat(target).catch(() => undefined);
      if (there !== undefined && !there.isFile() && !there.isDirectory()) {
        await writeFile(target, content);
        continue;
      }
      if (there?.isDirectory() === true) throw new Error('EISDIR: a folder is there');
      const temporary = `${target}.${randomUUID()}.tmp`;
      written.push({ temporary, target });
      await writeFile(temporary, content, { flag: 'wx', flush });
    } catch (error) {
      for (const { temporary } of written) await rm(temporary, { force: true });
      const received = (error as Error).message.split(',')[0]!; // "ENOENT: no such file or directory", without the call and the name
      throw new UsageError('what was to be written', [{ path, expected: 'a place where a file can be written', received }]);
    }
  }
  for (const { temporary, target } of written) await rename(temporary, target);
  if (flush) for (const folder of new Set(written.map(({ target }) => dirname(target)))) await syncFolder(folder);
}

/** Writes a file whole or not at all before it returns; a link is replaced. Throws what the file system does. */
export function writeFileAtOnce(path: string, content: string | Uint8Array, { flush = false }: WriteOptions = {}): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', flush });
    renameSync(temporary, path);
    if (flush) syncFolderAtOnce(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
