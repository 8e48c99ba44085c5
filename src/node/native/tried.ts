import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { bindingOf } from './packageLoader.ts';
import { here, nativePlaces, triedFolder, type Surroundings } from './places.ts';

/**
 * Tries bindings that this process would not survive loading, unless they went well before: with these very files, on this kind of
 * processor. A cache may be shared with another machine, and a library be cut short.
 * @param tfjsNode The folder of the package of tfjs-node.
 * @param trial Runs them in a process of its own; answers whether it could.
 * @throws what the trial does.
 */
export async function tryUnlessTried(tfjsNode: string, trial: () => Promise<boolean>, surroundings: Surroundings = here()): Promise<void> {
  if (existsSync(markOf(tfjsNode, surroundings))) return;
  if (await trial()) markAsTried(tfjsNode, surroundings);
}

/** Keeps in the cache that bindings went well. Where that cannot be written, they are tried each time. */
export function markAsTried(tfjsNode: string, surroundings: Surroundings = here()): void {
  const mark = markOf(tfjsNode, surroundings);
  try {
    mkdirSync(dirname(mark), { recursive: true });
    writeFileSync(mark, '');
  } catch {
    // a folder of another user
  }
}

/** Its name says what was tried; it is of no folder, so that an installation may be renamed. */
function markOf(tfjsNode: string, surroundings: Surroundings): string {
  const what = [process.arch, process.versions.modules, processor(), ...filesOf(tfjsNode)].join('\n');
  return join(triedFolder(nativePlaces(surroundings)), createHash('sha256').update(what).digest('hex').slice(0, 32));
}

/** What it can do, as far as the system tells: TensorFlow ends the process on one that lacks what it was compiled for. */
function processor(): string {
  try {
    const file = openSync('/proc/cpuinfo', 'r');
    const bytes = Buffer.alloc(4096); // the first of them
    const text = bytes.toString('utf8', 0, readSync(file, bytes));
    closeSync(file);
    return /^(?:flags|Features)\s*:.*$/m.exec(text)?.[0] ?? text;
  } catch {
    return cpus()[0]?.model ?? '';
  }
}

/** The binding and the libraries beside it: name, size and when they were written. */
function filesOf(tfjsNode: string): readonly string[] {
  try {
    const binding = realpathSync(bindingOf(tfjsNode));
    const libraries = join(dirname(binding), '..', '..', 'deps', 'lib');
    const files = [binding, ...readdirSync(libraries).sort().map((name) => join(libraries, name))]; // prettier-ignore
    return files.map((file) => {
      const { size, mtimeMs } = statSync(file);
      return `${file.slice(dirname(file).length)} ${size} ${mtimeMs}`;
    });
  } catch {
    return [tfjsNode]; // it will not load
  }
}
