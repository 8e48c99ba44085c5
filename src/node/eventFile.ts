import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { versionEvent } from '../tensorboard/event.ts';
import { joinBytes } from '../protobuf.ts';
import { codeOf } from './reason.ts';
import { writing } from './writing.ts';

/** A file of events that TensorBoard reads while it grows. */
export interface EventFile {
  /** Keeps an event until it is written. */
  add(event: Uint8Array): void;
  /** Writes all that was kept. */
  write(): Promise<void>;
}

const subject = { name: 'the folder for TensorBoard', fix: 'choose a folder that can be written' };

/** Seconds since 1970. */
export const wallTime = (): number => Date.now() / 1000;

/**
 * Begins a file of its own in `folder`, which is made where it is not there. It is open only while something is written.
 * @throws UsageError where it cannot be written.
 */
export async function createEventFile(folder: string): Promise<EventFile> {
  const path = await writing(
    folder,
    async () => {
      await mkdir(folder, { recursive: true });
      return await claimFile(folder);
    },
    subject,
  );
  let kept: Uint8Array[] = [];
  return {
    add: (event) => void kept.push(event),
    async write() {
      if (kept.length === 0) return;
      const content = joinBytes(kept);
      kept = [];
      await writing(path, () => appendFile(path, content), subject);
    },
  };
}

/** The name says when, where and by which process, so that TensorBoard, which sorts by name, reads a later run after an earlier. */
async function claimFile(folder: string): Promise<string> {
  const time = wallTime();
  const seconds = String(Math.floor(time)).padStart(10, '0');
  for (let count = 0; ; count++) {
    const path = join(folder, `events.out.tfevents.${seconds}.${hostname()}.${process.pid}.${count}.netspec`);
    try {
      await writeFile(path, versionEvent(time), { flag: 'wx' });
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}
