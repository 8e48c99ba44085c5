import { createHash } from 'node:crypto';
import { constants, copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { Memory } from '../../graph/library.ts';
import { codeOf } from '../reason.ts';
import { cacheFolder } from './places.ts';

/**
 * Texts in the user's cache, each in a file of its own, whose name says what it is about, on which machine, and by which libraries.
 * @param versions Of all that decides how fast a graph is, but for the machine.
 * @param most How many files there may be. They are small.
 */
export function createMemory(versions: readonly string[], most = 2000): Memory {
  const model = cpus()[0]?.model ?? '';
  const about = [...versions, process.arch, model, `${availableParallelism()}`];
  const folder = () => join(cacheFolder(), 'graphs');
  const fileOf = (name: string) =>
    join(
      folder(),
      `${createHash('sha256')
        .update([...about, name].join('\n'))
        .digest('hex')
        .slice(0, 32)}.json`,
    );
  return {
    read(name) {
      try {
        return readFileSync(fileOf(name), 'utf8');
      } catch {
        return undefined; // there is none
      }
    },
    claim(name, text) {
      const file = fileOf(name);
      const temporary = `${file}.${process.pid}-${threadId}`;
      try {
        mkdirSync(folder(), { recursive: true });
        writeFileSync(temporary, text);
        putUnlessThere(temporary, file);
        makeRoom(folder(), most);
      } catch {
        // a folder of another user, a full disk
      } finally {
        remove(temporary);
      }
    },
  };
}

/** @throws Error where it is there. */
function putUnlessThere(temporary: string, file: string): void {
  try {
    linkSync(temporary, file); // whole, or not at all
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    copyFileSync(temporary, file, constants.COPYFILE_EXCL); // on a disk that has no links
  }
}

/** The oldest go. */
function makeRoom(folder: string, most: number): void {
  const files = readdirSync(folder);
  if (files.length <= most) return;
  const dated = files.map((name) => ({ file: join(folder, name), time: statSync(join(folder, name)).mtimeMs }));
  dated.sort((one, other) => one.time - other.time);
  for (const { file } of dated.slice(0, Math.ceil(most / 4))) remove(file);
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // it is not there, or not ours
  }
}
