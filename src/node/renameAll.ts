import { randomUUID } from 'node:crypto';
import { copyFile, link, rename, rm } from 'node:fs/promises';
import { codeOf } from './reason.ts';

export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Renames files one after another. Where one cannot be, those before it are renamed back, the last first, and what was in their new
 * places is put there again; it is kept beside them until then.
 * @throws what the file system does, once all is as it was.
 */
export async function renameAll(all: readonly Renaming[]): Promise<void> {
  const done: (Renaming & { readonly old: string | undefined })[] = [];
  try {
    for (const { from, to } of all) {
      // After the last there is nothing that could fail.
      const old = done.length < all.length - 1 ? await keep(to) : undefined;
      await rename(from, to).catch(async (error: unknown) => {
        if (old !== undefined) await rm(old, { force: true });
        throw error;
      });
      done.push({ from, to, old });
    }
  } catch (error) {
    for (const { from, to, old } of done.reverse()) {
      await rename(to, from);
      if (old !== undefined) await rename(old, to);
    }
    throw error;
  }
  for (const { old } of done) if (old !== undefined) await rm(old, { force: true }).catch(() => undefined); // all is renamed
}

/** The same file under another name; undefined where there is none. */
async function keep(path: string): Promise<string | undefined> {
  const old = `${path}.${randomUUID()}.tmp`;
  try {
    await link(path, old);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    await copyFile(path, old); // a file system without links
  }
  return old;
}
