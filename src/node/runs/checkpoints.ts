import { readdirSync, rmSync } from 'node:fs';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSnapshot, encodeSnapshot } from '../../checkpoint/snapshotFile.ts';
import { BundleError, UsageError, type Issue } from '../../errors.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { Place } from '../../train/hooks.ts';
import { codeOf, reason } from '../reason.ts';
import { makeFolder, makeFolderAtOnce } from '../syncFolder.ts';
import { writeFileAtomically, writeFileAtOnce } from '../writeFile.ts';
import { writing, writingAtOnce } from '../writing.ts';

export interface Checkpoint extends Place {
  readonly snapshot: Snapshot;
  /** Where a later one is damaged and was passed over: which, and what is wrong with it. */
  readonly note?: string;
}

const folderOf = (path: string): string => join(path, 'checkpoints');

/**
 * Writes a checkpoint: `checkpoints/000012-000034.ckpt` after 12 epochs and 34 steps. Once it is in place the older ones go, all
 * but the newest `keep`, and any of later progress, which a run that went on from an earlier one has left behind.
 * @throws UsageError where it cannot be written; those before are then still there.
 */
export async function saveCheckpoint(path: string, snapshot: Snapshot, progress: Place, keep: number): Promise<void> {
  const folder = folderOf(path);
  await writing(folder, () => makeFolder(folder));
  await writeFileAtomically(join(folder, fileName(progress)), encodeSnapshot(snapshot), { flush: true });
  await writing(folder, async () => {
    for (const file of overtaken(sorted(await readdir(folder)), progress, keep)) await rm(join(folder, file), { force: true });
  });
}

/** The same before it returns, for who cannot wait. */
export function saveCheckpointAtOnce(path: string, snapshot: Snapshot, progress: Place, keep: number): void {
  const folder = folderOf(path);
  const file = join(folder, fileName(progress));
  writingAtOnce(folder, () => makeFolderAtOnce(folder));
  writingAtOnce(file, () => writeFileAtOnce(file, encodeSnapshot(snapshot), { flush: true }));
  writingAtOnce(folder, () => {
    for (const old of overtaken(sorted(readdirSync(folder)), progress, keep)) rmSync(join(folder, old), { force: true });
  });
}

/**
 * The newest checkpoint that is whole, or nothing where none was written yet.
 * @throws BundleError where not one of them is whole; UsageError where their folder cannot be read.
 */
export async function latestCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const issues: Issue[] = [];
  for (const { file, epoch, batch } of await listCheckpoints(path)) {
    const place = join(folderOf(path), file);
    try {
      const snapshot = decodeSnapshot(await readWhole(place), place);
      const note = issues.map(({ path, expected, received }) => `${path}: expected ${expected}, received ${received}`).join('\n');
      return { snapshot, epoch, batch, ...(note === '' ? {} : { note }) };
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      issues.push(...error.issues);
    }
  }
  if (issues.length > 0) {
    const best = join(path, 'best');
    const left = await access(best).then(() => `, or load the best model so far, ${best}`, () => ''); // prettier-ignore
    const fix = `none of its checkpoints is whole: train anew${left}`;
    throw new BundleError(
      `"${path}"`,
      issues.map((issue) => ({ ...issue, fix })),
    );
  }
  return undefined;
}

async function readWhole(place: string): Promise<Uint8Array> {
  try {
    return await readFile(place);
  } catch (error) {
    throw new BundleError('the checkpoint', [{ path: place, expected: 'a file that can be read', received: reason(error) }]);
  }
}

/** A checkpoint by its file. */
interface Listed extends Place {
  readonly file: string;
}

/** What goes once there is one of `progress`. @param all Newest first. */
function overtaken(all: readonly Listed[], progress: Place, keep: number): readonly string[] {
  const later = all.filter((other) => compare(other, progress) < 0);
  return [...later, ...all.slice(later.length).slice(keep)].map(({ file }) => file);
}

async function listCheckpoints(path: string): Promise<readonly Listed[]> {
  const files = await readdir(folderOf(path)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []; // none was written yet
    throw new UsageError('the run', [{ path: folderOf(path), expected: 'a folder of checkpoints', received: reason(error) }]);
  });
  return sorted(files);
}

/** Newest first. */
const sorted = (files: readonly string[]): readonly Listed[] =>
  files
    .flatMap((file) => {
      const [, epoch, batch] = /^(\d+)-(\d+)\.ckpt$/.exec(file) ?? [];
      return epoch === undefined ? [] : [{ file, epoch: Number(epoch), batch: Number(batch) }];
    })
    .sort(compare);

const compare = (a: Place, b: Place): number => b.epoch - a.epoch || b.batch - a.batch;

const fileName = ({ epoch, batch }: Place): string => `${String(epoch).padStart(6, '0')}-${String(batch).padStart(6, '0')}.ckpt`;
