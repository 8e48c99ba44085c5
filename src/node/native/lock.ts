import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BackendError } from '../../errors.ts';
import { ownCommand } from '../../ownCommand.ts';
import { codeOf } from '../reason.ts';
import { isProcessThere, processMark } from '../runs/processes.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly mark?: string;
}

/**
 * Does work that one process at a time may do. A lock of a process that is gone is taken over.
 * @throws BackendError where another process is at it.
 */
export async function whileLocked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mark = await processMark(process.pid);
  const text = JSON.stringify({ pid: process.pid, host: hostname(), ...(mark === undefined ? {} : { mark }) } satisfies Holder);
  while (!(await claim(path, text))) await takeOver(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The lock is never there without its text: it is written beside, and then gets its name. */
async function claim(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, text);
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Takes a lock away whose holder is gone. */
async function takeOver(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return; // gone meanwhile
  const holder = parse(text);
  if (holder !== undefined && (holder.host !== hostname() || (await isProcessThere(holder.pid, holder.mark)))) throw busy(path, holder);
  // Of several that see the same, one moves it; what is not what it has seen is put back.
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  if ((await readFile(aside, 'utf8').catch(() => text)) === text) await rm(aside, { force: true });
  else await rename(aside, path);
}

/** Undefined where it is no lock of ours. */
function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

const busy = (path: string, { pid, host }: Holder): BackendError =>
  new BackendError('native', [
    {
      path,
      expected: 'no other process that installs or removes',
      received: `process ${pid} on ${host}`,
      fix: `wait until it ends; ${ownCommand('native status')} tells${host === hostname() ? '' : `. If ${host} is gone, remove this file`}`,
    },
  ]);
