import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Waits until the disk itself knows the names in a folder: those of files that were made in it, or renamed. Where a system does not
 * do that for folders (Windows), nothing is done.
 */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch {
    // a file system that does not do that
  } finally {
    await handle?.close();
  }
}

/** The same before it returns. */
export function syncFolderAtOnce(path: string): void {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    fsyncSync(file);
  } catch {
    // a file system that does not do that
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
