import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from './reason.ts';

/** What a system answers that cannot sync folders (Windows, some file systems), or not one that may be written but not read. */
const withoutSync: readonly (string | undefined)[] = ['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP', 'EOPNOTSUPP', 'EACCES'];

/**
 * Waits until the disk itself knows the names in a folder: those of files that were made in it, or renamed. Where a system does not
 * do that for folders, nothing is done. Throws what else the file system does.
 */
export async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!withoutSync.includes(codeOf(error))) throw error;
  }
}

/** The same before it returns. */
export function syncFolderAtOnce(path: string): void {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    fsyncSync(file);
  } catch (error) {
    if (!withoutSync.includes(codeOf(error))) throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Makes a folder where it is not there, with those that lead to it, and waits until the disk itself knows them.
 * @returns the first one that was made.
 */
export async function makeFolder(path: string): Promise<string | undefined> {
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) for (const parent of parents(first, path)) await syncFolder(parent);
  return first;
}

/** The same before it returns. */
export function makeFolderAtOnce(path: string): string | undefined {
  const first = mkdirSync(path, { recursive: true });
  if (first !== undefined) for (const parent of parents(first, path)) syncFolderAtOnce(parent);
  return first;
}

/** The folders that have a name in them, from that of `path` up to that of `first`. */
function parents(first: string, path: string): readonly string[] {
  const all: string[] = [];
  const last = dirname(resolve(first));
  for (let parent = dirname(resolve(path)); ; parent = dirname(parent)) {
    all.push(parent);
    if (parent === last || parent === dirname(parent)) return all;
  }
}
