import { rmdir } from 'node:fs/promises';
import { prepareFolder } from '../node/bundleFolder.ts';
import { toPath } from '../node/toPath.ts';

/**
 * Makes sure, before hours of training, that a model can be saved in a folder.
 * @returns What takes the folder away again, if it was made here and nothing was saved in it.
 * @throws BundleError where the folder cannot be written or holds other things.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const path = toPath(folder);
  const made = await prepareFolder(path);
  return async () => {
    if (made !== undefined) await rmdir(path).catch(() => undefined); // it stays where something is in it
  };
}
