import { access, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../reason.ts';
import { beginSession, isWorkedOn, type Session } from './session.ts';

/** A folder that a new run may be written into, by this process alone. */
export interface ClaimedFolder {
  readonly path: string;
  readonly session: Session;
}

/**
 * Makes a folder for a run and holds it, or takes one over that a process which was killed in beginning has left: a run without
 * `run.json` had not begun. Of two that claim the same at once one gets it.
 * @returns undefined where there is a run, or another process begins one.
 * @throws what the file system does; UsageError where it cannot be written.
 */
export async function claimRun(path: string, now: () => Date): Promise<ClaimedFolder | undefined> {
  const isMade = await mkdir(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
      return false;
    },
  );
  if (!isMade && !(await isLeftover(path))) return undefined;
  const session = await beginSession(path, now).catch(async (error: unknown) => {
    if (await isWorkedOn(path)) return undefined; // another was quicker
    if (isMade) await rm(path, { recursive: true, force: true });
    throw error;
  });
  if (session === undefined) return undefined;
  if (!(await isThere(join(path, 'run.json')))) return { path, session };
  await session.end(); // another began it, and has ended already
  return undefined;
}

/** Whether a run was to begin here, and nobody is about to write it. Any other folder is not ours. */
async function isLeftover(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => undefined); // no folder at all
  if (names === undefined || names.includes('run.json')) return false;
  return (names.length === 0 || names.includes('sessions')) && !(await isWorkedOn(path));
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false); // prettier-ignore
