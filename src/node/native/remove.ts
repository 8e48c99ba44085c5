import { access, rename, rm } from 'node:fs/promises';
import { writing } from '../writing.ts';
import { beside } from './beside.ts';
import { folderSize } from './folderSize.ts';
import { removeLeftovers } from './install.ts';
import { unlinkPackage } from './linkPackage.ts';
import { whileLocked } from './lock.ts';
import { here, nativePlaces, triedFolder, type Surroundings } from './places.ts';

export interface Removed {
  readonly folder: string;
  /** That are free now; 0 where nothing was there. */
  readonly bytes: number;
  /** The package of the project that led to it, and is without a binding now. */
  readonly unlinked?: string;
}

/** Takes away what `installNative` has left on this machine, and what it had begun. */
export async function removeNative(given: Partial<Surroundings> = {}): Promise<Removed> {
  const removed = await removeFolder(given);
  const unlinked = await unlinkPackage(removed.folder);
  return unlinked === undefined ? removed : { ...removed, unlinked };
}

async function removeFolder(given: Partial<Surroundings>): Promise<Omit<Removed, 'unlinked'>> {
  const places = nativePlaces({ ...here(), ...given });
  const { root, folder, lock } = places;
  if (!(await isThere(root))) return { folder, bytes: 0 };
  return await writing(folder, () =>
    whileLocked(lock, async () => {
      const before = await folderSize(root);
      // At once out of sight, so that nobody begins to load what is being taken away.
      if (await isThere(folder)) await rename(folder, beside(folder, 'gone'));
      await removeLeftovers(places);
      await rm(triedFolder(places), { recursive: true, force: true });
      return { folder, bytes: before - (await folderSize(root)) };
    }),
  );
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false); // prettier-ignore
