import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { BackendError } from '../../errors.ts';
import { ownCommand } from '../../ownCommand.ts';
import { codeOf } from '../reason.ts';
import { isProcessThere, processMark } from '../runs/processes.ts';

/** What a lock says. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly mark?: string;
  /** Tells it from every other lock, also of the same process. */
  readonly claim?: string;
}

/**
 * Does work that one process at a time may do. A lock of a process that is gone is taken over.
 * @throws BackendError where another process is at it.
 */
export async function whileLocked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mark = await processMark(process.pid);
  const holder: Holder = { pid: process.pid, host: hostname(), claim: randomUUID(), ...(mark === undefined ? {} : { mark }) };
  const text = JSON.stringify(holder);
  while (!(await claim(path, text))) await removeStale(path);
  try {
    return await work();
  } finally {
    if ((await textOf(path)) === text) await rm(path, { force: true });
  }
}

/** The lock is never there without its text: it is written beside, and then gets its name, unless another has it (link(2)). */
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

/**
 * Takes a lock away whose holder is gone. Whoever does so holds a second lock meanwhile, of a name that belongs to the text of the first
 * alone: as long as the first is there under it, nobody else takes it away, so that it cannot be another one that goes.
 */
async function removeStale(path: string): Promise<void> {
  const text = await textOf(path);
  if (text === undefined) return; // gone meanwhile
  const holder = parse(text);
  if (holder !== undefined && (holder.host !== hostname() || (await isProcessThere(holder.pid, holder.mark)))) throw busy(path, holder);
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  await whileLocked(`${path}.${name}`, async () => {
    if ((await textOf(path)) === text) await rm(path);
  });
}

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

/** Undefined where it is no lock of ours. */
function parse(text: string): Holder | undefined {
  try {
    const { pid, host, mark } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    const isOurs = typeof pid === 'number' && typeof host === 'string' && (mark === undefined || typeof mark === 'string');
    return isOurs ? { pid, host, ...(mark === undefined ? {} : { mark }) } : undefined;
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

/** Which process holds a lock; undefined where none does, or one that is gone. */
export async function holderOf(path: string): Promise<Pick<Holder, 'pid' | 'host'> | undefined> {
  const text = await textOf(path);
  const holder = text === undefined ? undefined : parse(text);
  if (holder === undefined) return undefined;
  const { pid, host, mark } = holder;
  return host !== hostname() || (await isProcessThere(pid, mark)) ? { pid, host } : undefined;
}
