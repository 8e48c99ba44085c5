import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import { renameAll, type Renaming } from './renameAll.ts';
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
 * The same for a file whose content comes part by part.
 * @throws also what the parts do; then nothing is written.
 */
export async function writePartsAtomically(path: string, parts: AsyncIterable<string>): Promise<void> {
  let failed: { readonly error: unknown } | undefined;
  async function* watched() {
    try {
      yield* parts;
    } catch (error) {
      failed = { error };
      throw error;
    }
  }
  try {
    await writeFilesAtomically([[path, watched()]]);
  } catch (error) {
    throw failed === undefined ? error : failed.error;
  }
}

type Content = string | Uint8Array | AsyncIterable<string>;

/**
 * Writes files that belong together: all under temporary names first, then renamed in the order given. A kill between two renames
 * leaves some new and some old. What is no file is written to as it is, and cannot be taken back.
 * @throws UsageError where one cannot be written or renamed; then all files are as they were. Also where the disk itself does not take
 * their names (`flush`); then all are new.
 */
export async function writeFilesAtomically(
  files: readonly (readonly [path: string, content: Content])[],
  { flush = false }: WriteOptions = {},
): Promise<void> {
  const written: (Renaming & { readonly path: string })[] = [];
  try {
    for (const [path, content] of files) await at(path, () => writeBeside(path, content));
    await at(written.map(({ path }) => path).join(', '), () => renameAll(written));
  } catch (error) {
    for (const { from } of written) await rm(from, { force: true });
    throw error;
  }
  if (!flush) return;
  for (const folder of new Set(written.map(({ to }) => dirname(to)))) await at(folder, () => syncFolder(folder));

  async function writeBeside(path: string, content: Content): Promise<void> {
    const to = await realpath(path).catch(() => path);
    const there = await stat(to).catch(() => undefined);
    if (there !== undefined && !there.isFile() && !there.isDirectory()) return await writeFile(to, content);
    if (there?.isDirectory() === true) throw new Error('EISDIR: a folder is there');
    const from = `${to}.${randomUUID()}.tmp`;
    written.push({ path, from, to });
    await writeFile(from, content, { flag: 'wx', flush });
  }
}

async function at(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const received = (error as Error).message.split(',')[0]!; // "ENOENT: no such file or directory", without the call and the name
    throw new UsageError('what was to be written', [{ path, expected: 'a place where a file can be written', received }]);
  }
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
