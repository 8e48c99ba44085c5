import { stat } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { writeFileAtomically } from '../../node/writeFile.ts';

/** @throws UsageError where a file is there that would be written over. */
export async function checkFree(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isFile() !== true) return;
  throw new UsageError('the command line of netspec init', [
    { path: '--out', expected: 'a new file', received: `${JSON.stringify(path)}, which is there`, fix: 'name another, or add --force' },
  ]);
}

/**
 * Writes a spec whole or not at all.
 * @throws UsageError where it cannot be written, or a file has come to be there meanwhile.
 */
export async function writeSpec(path: string, text: string, isForced: boolean): Promise<void> {
  if (!isForced) await checkFree(path);
  await writeFileAtomically(path, text);
}
