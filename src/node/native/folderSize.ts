import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes in all files of a folder. A link counts as itself. */
export async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const all = await Promise.all(names.map((name) => lstat(join(folder, name))));
  return all.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
