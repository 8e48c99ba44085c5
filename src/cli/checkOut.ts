import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import { findFiles } from '../node/read/files.ts';

/** What a command reads, and its name. */
export interface Read {
  readonly command: string;
  readonly data: string;
  /** The folder of the model, where there is one. */
  readonly folder?: string;
}

/**
 * Makes sure that nothing is written over that is read, whatever is forced.
 * @throws UsageError where `out` is one of the files of `data`, or lies in the folder of the model.
 */
export async function checkOut(out: string, { command, data, folder }: Read): Promise<void> {
  const target = follow(out);
  const isInput = data !== '-' && (await findFiles(data)).some((path) => follow(path) === target);
  if (!isInput && !(folder !== undefined && target.startsWith(follow(folder) + sep))) return;
  const received = isInput ? 'a file of --data' : 'a file of the model';
  throw new UsageError(`the command line of netspec ${command}`, [
    { path: '--out', expected: 'a file of its own', received, fix: 'give another name' },
  ]);
}

/** Where a path leads once links are followed; what is not there yet would be made in its folder. */
function follow(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(resolve(path));
    return existsSync(folder) ? join(realpathSync(folder), basename(path)) : resolve(path);
  }
}
