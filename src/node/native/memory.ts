import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import type { Memory } from '../../graph/library.ts';
import { cacheFolder } from './places.ts';

/** Files are small. */
const MOST_FILES = 2000;

/**
 * Texts in the user's cache, each in a file of its own, whose name says what it is about, on which machine, and by which libraries.
 * @param versions Of all that decides how fast a graph is, but for the machine.
 */
export function createMemory(versions: readonly string[]): Memory {
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
    write(name, text) {
      const file = fileOf(name);
      const temporary = `${file}.${process.pid}`;
      try {
        mkdirSync(folder(), { recursive: true });
        writeFileSync(temporary, text);
        renameSync(temporary, file);
        makeRoom(folder());
      } catch {
        rmSync(temporary, { force: true }); // a folder of another user, a full disk
      }
    },
  };
}

/** The oldest go. */
function makeRoom(folder: string): void {
  const files = readdirSync(folder);
  if (files.length <= MOST_FILES) return;
  const dated = files.map((name) => ({ file: join(folder, name), time: statSync(join(folder, name)).mtimeMs }));
  dated.sort((one, other) => one.time - other.time);
  for (const { file } of dated.slice(0, MOST_FILES >> 2)) rmSync(file, { force: true });
}
