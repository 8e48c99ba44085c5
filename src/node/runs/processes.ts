import { readFile } from 'node:fs/promises';
import { codeOf } from '../reason.ts';

/** What tells a process from an earlier or later one with the same number, where the system (Linux) says it: when it began. */
export async function processMark(pid: number): Promise<string | undefined> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${boot}/${(await statOf(pid)).start}`;
  } catch {
    return undefined;
  }
}

/**
 * Whether a process of this host is still there.
 * @param mark That which it had; without one, any process with that number counts.
 */
export async function isProcessThere(pid: number, mark?: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM'; // it is there, and another user's
  }
  const state = await statOf(pid)
    .then(({ state }) => state)
    .catch(() => undefined);
  if (state === 'Z' || state === 'X') return false; // killed, and its parent has not looked yet
  const now = await processMark(pid);
  return mark === undefined || now === undefined || mark === now;
}

/** From `/proc/PID/stat` (proc_pid_stat(5)): the state is field 3, the start, in ticks since the system's, field 22. */
async function statOf(pid: number): Promise<{ readonly state: string; readonly start: string }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // field 2, a name in brackets, may hold anything
  return { state: fields[0]!, start: fields[19]! };
}
