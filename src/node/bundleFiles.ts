import { access, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFiles, type BundleContent, type BundleFile } from '../bundle/manifest.ts';
import { codeOf } from './reason.ts';
import { renameAll } from './renameAll.ts';
import { syncFolder } from './syncFolder.ts';
import { writeFilesAtomically } from './writeFile.ts';
import { writing } from './writing.ts';

// The new files are written beside the old ones, as `model.json.next` and so on. With the last of them, `netspec.json.next`, the new
// model is there, and they take the places of the old ones one after another, `netspec.json` last. A process that was killed before
// that moment has left the old model; one that was killed after it, the new one, some of its files with `.next` and some without:
// they are read so, and the next save goes on with the renaming.

const next = (file: BundleFile): string => `${file}.next`;
const COMMIT = next('netspec.json');
const leftover = /^(model\.json|weights\.bin|netspec\.json)(\.next)?\.[0-9a-f-]{36}\.tmp$/;

/**
 * Replaces the model in a folder, so that a kill at any moment, or a power cut, leaves the old model or the new one. On the disk
 * itself once it returns. Calls of one process for one folder wait for one another; two processes at once are not told apart.
 * @param path The folder, which is there.
 * @throws UsageError where it cannot be written; the old model is then still there. Where only the disk itself does not take the new
 * names, the new one is.
 */
export async function writeBundle(path: string, content: BundleContent): Promise<void> {
  const place = await realpath(path).catch(() => path); // what is wrong with it is told below
  const before = underWay.get(place);
  const work = (async () => {
    await before?.catch(() => undefined);
    await replace(path, content);
  })();
  underWay.set(place, work);
  try {
    await work;
  } finally {
    if (underWay.get(place) === work) underWay.delete(place);
  }
}

/** By folder the last call that has not ended. */
const underWay = new Map<string, Promise<void>>();

async function replace(path: string, content: BundleContent): Promise<void> {
  await writing(path, async () => {
    await settle(path);
    for (const name of await readdir(path)) if (leftover.test(name)) await rm(join(path, name), { force: true });
    try {
      await writeFilesAtomically(
        bundleFiles.map((file) => [join(path, next(file)), content[file]] as const),
        { flush: true },
      );
      await settle(path);
    } catch (error) {
      for (const file of [...bundleFiles].reverse()) await rm(join(path, next(file)), { force: true }); // the commit first
      throw error;
    }
  });
}

/**
 * How the files of the model in a folder are read.
 * @param path The folder.
 */
export async function bundleReader(path: string): Promise<(file: BundleFile) => Promise<Uint8Array>> {
  const isCommitted = await isThere(join(path, COMMIT));
  return async (file) => {
    if (!isCommitted) return await readFile(join(path, file));
    return await readFile(join(path, next(file))).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
      return readFile(join(path, file)); // it has its place already
    });
  };
}

/** Whether what is in a folder is a model, or what a killed process has left of saving the first one there. */
export function isBundle(names: readonly string[]): boolean {
  const isLeft = (name: string) => leftover.test(name) || bundleFiles.some((file) => name === next(file));
  return names.includes('netspec.json') || names.includes(COMMIT) || (names.length > 0 && names.every(isLeft));
}

/** Puts the files of a new model that is there in their places. */
async function settle(path: string): Promise<void> {
  if (!(await isThere(join(path, COMMIT)))) return;
  const names = await readdir(path);
  const left = bundleFiles.filter((file) => names.includes(next(file)));
  await renameAll(left.map((file) => ({ from: join(path, next(file)), to: join(path, file) })));
  await syncFolder(path);
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false); // prettier-ignore
