import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { codeOf, reason } from '../reason.ts';
import { writeFileAtOnce } from '../writeFile.ts';
import { writing } from '../writing.ts';
import { isProcessThere, processMark } from './processes.ts';

/** One process's work on a run: `sessions/000001.json`, the next one `000002.json`, and so on. */
interface SessionRecord {
  readonly pid: number;
  readonly host: string;
  /** Tells the process from a later one with the same number. */
  readonly mark?: string;
  readonly started: string;
  readonly ended?: string;
}

/** The right to write to a run, which one process has at a time. */
export interface Session {
  /** Gives it up. */
  end(): Promise<void>;
}

/**
 * Takes a run for this process. Who makes the next number has it; files are never taken away, so that two that find the same
 * killed process before them cannot both follow it.
 * @param path The folder of the run.
 * @throws UsageError where another process works on it, or it cannot be written.
 */
export const beginSession = (path: string, now: () => Date): Promise<Session> => writing(path, () => takeSession(path, now));

async function takeSession(path: string, now: () => Date): Promise<Session> {
  await mkdir(join(path, 'sessions'), { recursive: true });
  for (;;) {
    const { number, record, isBeginning } = await lastSession(path);
    if (isBeginning) throw beginning(path);
    if (record !== undefined && (await isAtWork(record))) throw refusal(path, number, record);
    const file = sessionFile(path, number + 1);
    const mark = await processMark(process.pid);
    const own = { pid: process.pid, host: hostname(), ...(mark === undefined ? {} : { mark }), started: now().toISOString() };
    if (!(await createWhole(file, toText(own)))) continue; // another was quicker
    // At once, so that who gives a run up need not wait for it.
    return { end: () => writing(file, async () => writeFileAtOnce(file, toText({ ...own, ended: now().toISOString() }))) };
  }
}

/** Whether a process works on a run now. On another host it counts as at work until it says that it has ended. */
export async function isWorkedOn(path: string): Promise<boolean> {
  const { record, isBeginning } = await lastSession(path);
  return isBeginning || (record !== undefined && (await isAtWork(record)));
}

const isAtWork = async ({ ended, host, pid, mark }: SessionRecord): Promise<boolean> =>
  ended === undefined && (host !== hostname() || (await isProcessThere(pid, mark)));

interface LastSession {
  readonly number: number;
  /** Absent where there is none, or none that can be made out. */
  readonly record?: SessionRecord;
  /** Whether a process may be about to write it. */
  readonly isBeginning: boolean;
}

/** Where links cannot be made, a session is for a moment a file without content. One that still is none later is damaged. */
const BEGINNING_MS = 10_000;

/** @throws UsageError where the sessions cannot be read. */
async function lastSession(path: string): Promise<LastSession> {
  const names = await orNothing(path, readdir(join(path, 'sessions')));
  const number = Math.max(0, ...(names ?? []).flatMap((name) => (/^\d+\.json$/.test(name) ? [parseInt(name, 10)] : [])));
  if (number === 0) return { number, isBeginning: false };
  const text = await orNothing(path, readFile(sessionFile(path, number), 'utf8'));
  try {
    const record = JSON.parse(text ?? '') as Partial<SessionRecord> | null;
    if (typeof record?.pid === 'number' && typeof record.host === 'string') {
      return { number, record: record as SessionRecord, isBeginning: false };
    }
  } catch {
    // told by its age
  }
  const there = await orNothing(path, stat(sessionFile(path, number)));
  return { number, isBeginning: there !== undefined && Date.now() - there.mtimeMs < BEGINNING_MS };
}

/** What is read there; undefined where nothing is. */
async function orNothing<T>(path: string, reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    const expected = 'a run whose sessions can be read';
    throw new UsageError('the run', [{ path: join(path, 'sessions'), expected, received: reason(error) }]);
  }
}

const sessionFile = (path: string, number: number): string => join(path, 'sessions', `${String(number).padStart(6, '0')}.json`);

const toText = (record: SessionRecord): string => `${JSON.stringify(record)}\n`;

/** Makes a file that is never seen half written, where links can be made; false where it is there already. */
async function createWhole(file: string, text: string): Promise<boolean> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, text, { flag: 'wx' });
  try {
    await link(temporary, file).catch(async (error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      await writeFile(file, text, { flag: 'wx' }); // a file system without links
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

function beginning(path: string): UsageError {
  const received = 'one that another has just begun to work on, or was killed in beginning';
  const issue = { path, expected: 'a run that no other process works on', received, fix: 'try again in 10 seconds' };
  return new UsageError('the run', [issue]);
}

function refusal(path: string, number: number, { pid, host, started }: SessionRecord): UsageError {
  const elsewhere = host !== hostname();
  const own = !elsewhere && pid === process.pid;
  const who = own ? 'this process itself' : `process ${pid}${elsewhere ? ` on ${host}` : ''}`;
  const fix = own
    ? 'finish() or dispose() the trainer that holds it'
    : elsewhere
      ? `wait until it ends; where it no longer runs, delete ${sessionFile(path, number)}`
      : 'wait until it ends, or end it';
  const expected = own ? 'a run that nobody works on' : 'a run that no other process works on';
  return new UsageError('the run', [{ path, expected, received: `one that ${who} has worked on since ${started}`, fix }]);
}
