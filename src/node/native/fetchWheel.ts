import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackendError } from '../../errors.ts';
import { DEFAULT_TENSORFLOW, type Machine } from './machine.ts';
import { findWheel } from './findWheel.ts';
import { isFull } from './freeSpace.ts';
import type { InstallContext } from './context.ts';
import { request } from './request.ts';
import { runProgram } from './runProgram.ts';

export interface FetchedWheel {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
}

/** Which wheel: that of a release, and its SHA-256 where the user says it. */
export interface WantedWheel {
  readonly tensorflow: string;
  readonly sha256?: string | undefined;
}

/**
 * Fetches TensorFlow's wheel into a folder: by pip, which knows all settings of the user, else from the index itself.
 * @throws BackendError where neither gets it, where it is not the one that was published, or where nobody says which that is.
 */
export async function fetchWheel(machine: Machine, wanted: WantedWheel, folder: string, context: InstallContext): Promise<FetchedWheel> {
  const into = join(folder, 'wheel');
  await mkdir(into, { recursive: true });
  const expected = await expectedHash(machine, wanted, context);
  const failures: string[] = [];
  for (const way of [byPip, fromIndex]) {
    try {
      const name = await way(machine, wanted.tensorflow, into, context);
      const path = join(into, name);
      const sha256 = await sha256Of(path, context.signal);
      if (sha256 !== expected) throw otherWheel(name, expected, sha256);
      return { path, name, sha256 };
    } catch (error) {
      if (context.signal?.aborted === true || error instanceof BackendError || isFull(error)) throw error;
      if (error !== noPip) failures.push((error as Error).message);
      if (way === byPip && error !== noPip) context.progress((error as Error).message);
      await rm(into, { recursive: true, force: true });
      await mkdir(into, { recursive: true });
    }
  }
  throw new BackendError('native install', [
    {
      path: `${machine.project} ${wanted.tensorflow}`,
      expected: 'a wheel from the index of Python packages',
      received: failures.join('; '),
      fix: networkFix,
    },
  ]);
}

const networkFix = 'look whether the network is there; PIP_INDEX_URL names a mirror, HTTPS_PROXY a proxy, PIP_CERT its certificates';

/** What the user says, else what is known, else what the index publishes: pip compares nothing where that says nothing. */
async function expectedHash(
  machine: Machine,
  { tensorflow, sha256 }: WantedWheel,
  { env, signal, progress }: InstallContext,
): Promise<string> {
  if (sha256 !== undefined) return sha256.toLowerCase();
  if (tensorflow === DEFAULT_TENSORFLOW) return machine.sha256;
  progress(`asking the index for the SHA-256 of ${machine.project} ${tensorflow}`);
  try {
    const offered = await findWheel(machine, tensorflow, { env, signal });
    if (offered.sha256 !== undefined) return offered.sha256;
    throw new Error(`${offered.url.host} does not publish that of ${offered.name}`);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new BackendError('native install', [
      {
        path: `${machine.project} ${tensorflow}`,
        expected: 'the SHA-256 of its wheel from the index of Python packages',
        received: (error as Error).message,
        fix: `give it by --sha256, from a source that you trust; or ${networkFix}`,
      },
    ]);
  }
}

const noPip = new Error('no pip');

async function byPip(
  { project, wheel }: Machine,
  tensorflow: string,
  into: string,
  { env, signal, progress }: InstallContext,
): Promise<string> {
  const python = await findPip(env, signal);
  if (python === undefined) throw noPip;
  progress(`fetching ${project} ${tensorflow} by pip`);
  // One try more, not five: the index is asked without pip next. How long each may be silent its user may have set.
  const words = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--no-cache-dir', '--no-input', '--retries', '1']; // prettier-ignore
  const { code, stderr } = await runProgram(python, [...words, '--dest', into, `${project}==${tensorflow}`], { env, signal });
  const name = (await readdir(into)).find((file) => wheel.test(file));
  if (code === 0 && name !== undefined) return name;
  if (/no space left/i.test(stderr)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  if (/do not match the hashes/i.test(stderr)) throw otherWheel(`${project} ${tensorflow}`, ...hashesIn(stderr));
  throw new Error(`pip: ${lastError(stderr)}`);
}

async function fromIndex(machine: Machine, tensorflow: string, into: string, { env, signal, progress }: InstallContext): Promise<string> {
  progress(`asking the index for ${machine.project} ${tensorflow}`);
  const { name, url } = await findWheel(machine, tensorflow, { env, signal });
  progress(`fetching ${name} from ${url.host}`);
  const { body } = await request(url, { env, signal });
  await pipeline(body, createWriteStream(join(into, name)), signal === undefined ? {} : { signal }).catch((error: unknown) => {
    throw isFull(error) || signal?.aborted === true ? error : new Error(`${url.host} broke off: ${(error as Error).message}`);
  });
  return name;
}

async function findPip(env: InstallContext['env'], signal?: AbortSignal): Promise<string | undefined> {
  for (const python of [env['PYTHON'], 'python3', 'python']) {
    if (python && (await runProgram(python, ['-m', 'pip', '--version'], { env, signal })).code === 0) return python;
  }
  return undefined;
}

async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash: Hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) })) hash.update(part as Buffer);
  return hash.digest('hex');
}

function otherWheel(path: string, expected: string, received: string): BackendError {
  const fix = 'nothing of it was used: try again, and if it stays so ask who runs the mirror or the proxy in between';
  return new BackendError('native install', [{ path, expected: `the SHA-256 ${expected}`, received, fix }]);
}

/** pip says "Expected sha256 ..." and "Got ...". */
const hashesIn = (text: string): [string, string] => {
  const found = /Expected sha256 ([0-9a-f]{64})\s+Got\s+([0-9a-f]{64})/.exec(text);
  return [found?.[1] ?? 'that the index publishes', found?.[2] ?? 'another'];
};

/** The first of the lines that say "ERROR", which tells most. */
const lastError = (text: string): string =>
  (/^ERROR: (.*)$/m.exec(text)?.[1] ?? (text.trim().split('\n').at(-1) || 'it failed')).replace(/\s+/g, ' ').slice(0, 300);
