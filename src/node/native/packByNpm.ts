import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstallContext } from './context.ts';
import { isFull } from './freeSpace.ts';
import type { NpmPackage } from './packages.ts';
import { runProgram } from './runProgram.ts';

/** What npm got. */
interface Packed {
  /** By the package's name. */
  readonly archives: ReadonlyMap<string, Buffer>;
  /** What it says where it got none; undefined, too, where there is no npm. */
  readonly failure?: string;
}

/** Not again and again, as npm does by itself, which may be silent for ten minutes: the registry is asked without it next. */
const PATIENCE = ['--fetch-retries=0', '--fetch-timeout=60000'];

/** Has npm fetch packages into a folder. Where it is not there, or fails, it is none of them. */
export async function packByNpm(packages: readonly NpmPackage[], folder: string, { env, signal }: InstallContext): Promise<Packed> {
  const words = ['pack', '--json', '--ignore-scripts', ...PATIENCE, '--pack-destination', folder];
  const named = packages.map(({ name, version }) => `${name}@${version}`);
  // Not where the project is, whose package.json may say something else of its own.
  const { code, isThere, stdout, stderr } = await runProgram('npm', [...words, ...named], { env, cwd: folder, signal });
  const archives = new Map<string, Buffer>();
  if (!isThere) return { archives };
  if (code !== 0) return { archives, failure: firstError(stdout, stderr) };
  try {
    // npm 11 gives a list, later ones a record.
    for (const { name, filename } of Object.values(JSON.parse(stdout) as Record<string, { name: string; filename: string }>)) {
      archives.set(name, await readFile(join(folder, filename)));
    }
    return { archives };
  } catch (error) {
    if (isFull(error)) throw error;
    return { archives, failure: 'an answer that is not understood' };
  }
}

/** The summary that it writes as JSON, else the first of the lines that tell of an error in words; without passwords. */
function firstError(stdout: string, stderr: string): string {
  const text = summaryOf(stdout) ?? (/^npm (?:error|ERR!) (?!code |syscall |errno )(.*)$/m.exec(stderr)?.[1] || 'it failed');
  return text
    .split('\n', 1)[0]!
    .replace(/\/\/[^/\s@]*@/g, '//')
    .slice(0, 300);
}

function summaryOf(stdout: string): string | undefined {
  try {
    const summary = (JSON.parse(stdout) as { readonly error?: { readonly summary?: unknown } }).error?.summary;
    return typeof summary === 'string' && summary !== '' ? summary : undefined;
  } catch {
    return undefined;
  }
}
