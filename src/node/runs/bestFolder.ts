import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleContent } from '../../bundle/manifest.ts';
import { codeOf } from '../reason.ts';
import { syncFolder } from '../syncFolder.ts';
import { writing } from '../writing.ts';

/**
 * Replaces the best model so far as a whole. It is written into a folder of its own, `best-000012-3f2a91c0`, to which the link
 * `best` is then turned in one step: killed at any moment, `best` leads to a model that can be loaded.
 * @throws UsageError where it cannot be written; the one before is then still there.
 */
export async function saveBest(path: string, content: BundleContent, epoch: number): Promise<void> {
  const name = `best-${String(epoch).padStart(6, '0')}-${randomUUID().slice(0, 8)}`;
  await writing(join(path, name), async () => {
    await mkdir(join(path, name));
    for (const [file, bytes] of Object.entries(content)) await writeFile(join(path, name, file), bytes as Uint8Array, { flush: true });
    await syncFolder(join(path, name));
    await turnTo(path, name);
    await syncFolder(path);
  });
  await sweepBest(path);
}

/** Takes away the folders that `best` does not lead to: older ones, and one that a killed process had begun. */
export async function sweepBest(path: string): Promise<void> {
  const current = await readlink(join(path, 'best')).catch(() => undefined);
  for (const name of await readdir(path)) {
    if (name.startsWith('best-') && name !== current) await rm(join(path, name), { recursive: true, force: true });
  }
}

/** What a system answers where links may not be made, or not be put in the place of a folder. */
const withoutLinks: readonly (string | undefined)[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EEXIST', 'ENOTEMPTY'];

async function turnTo(path: string, name: string): Promise<void> {
  const best = join(path, 'best');
  const temporary = `${best}.${randomUUID()}.tmp`;
  try {
    await symlink(name, temporary, 'dir');
    await rename(temporary, best);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!withoutLinks.includes(codeOf(error))) throw error;
    // For a moment there is no `best`.
    await rm(best, { recursive: true, force: true });
    await rename(join(path, name), best);
  }
}
