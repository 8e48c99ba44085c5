import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../reason.ts';
import { writing } from '../writing.ts';
import { beside, leftovers } from './beside.ts';
import { writeBridges } from './bridge.ts';
import { compileBinding, findCompiler } from './compileBinding.ts';
import type { InstallContext } from './context.ts';
import { fetchWheel, type WantedWheel } from './fetchWheel.ts';
import type { FirstTraining } from './firstTraining.ts';
import { folderSize } from './folderSize.ts';
import { diskFull, isFull, requireSpace } from './freeSpace.ts';
import { linkPackage } from './linkPackage.ts';
import { whileLocked } from './lock.ts';
import { checkHash, checkRelease, DEFAULT_TENSORFLOW, machineOf, type Machine } from './machine.ts';
import { makeFolder } from './makeFolder.ts';
import { fetchPackages, nodeApiHeaders, tfjsNodePackages } from './packages.ts';
import { patientProgress } from './patientProgress.ts';
import { here, nativePlaces, TFJS_NODE, within, type NativePlaces } from './places.ts';
import { readInstalled, type InstalledBinding } from './record.ts';
import { stripLibraries } from './strip.ts';
import { tryInstalled } from './tryInstalled.ts';
import { unpackLibrary } from './unpackLibrary.ts';

export interface InstallOptions extends Partial<InstallContext> {
  /** The release of TensorFlow. Default: 2.21.0. */
  readonly tensorflow?: string | undefined;
  /** The SHA-256 of its wheel. Default: the known one, for another release the one that the index publishes. */
  readonly sha256?: string | undefined;
  /** Installs also where it is there, and works. Default: false. */
  readonly again?: boolean | undefined;
}

export interface Installation extends InstalledBinding {
  readonly folder: string;
  /** It was there, and works. */
  readonly wasThere: boolean;
  readonly training: FirstTraining;
  /** The package of the project that was given a link to it. */
  readonly linked?: string;
  /** Why it could not be given one: the package's own import does not work then, but netspec does. */
  readonly notLinked?: string;
}

/**
 * Makes the native bindings work on this machine, for all projects of the user: TensorFlow's library from its wheel, tfjs-node's
 * binding compiled for it, in a folder that appears as a whole, once it has trained.
 * @throws BackendError with what stands in the way and what helps; nothing is left then.
 */
export async function installNative({
  tensorflow = DEFAULT_TENSORFLOW,
  sha256,
  again = false,
  ...given
}: InstallOptions): Promise<Installation> {
  const context: InstallContext = { ...here(), progress: () => undefined, ...given };
  checkRelease(tensorflow);
  if (sha256 !== undefined) checkHash(sha256);
  const wanted: WantedWheel = { tensorflow, sha256 };
  const machine = machineOf(context);
  const places = nativePlaces(context);
  // Before anything is written: what works is of use where the cache belongs to another user, too.
  const before = again ? undefined : await working(places.folder, wanted, context);
  if (before !== undefined) {
    await whileLocked(places.lock, () => removeLeftovers(places)).catch(() => undefined); // as far as this user may
    return { ...before, ...(await linkPackage(places.folder)) };
  }
  await writing(places.root, () => makeFolder(places.root), elsewhere);
  return await inCache(places.root, () =>
    whileLocked(places.lock, async () => {
      await restoreReplaced(places);
      await removeLeftovers(places);
      const there = again ? undefined : await working(places.folder, wanted, context);
      const installation = there ?? (await make(machine, wanted, places, context));
      return { ...installation, ...(await linkPackage(places.folder)) };
    }),
  );
}

const elsewhere = { fix: 'set NETSPEC_CACHE to a folder that can be written' };

/** @throws UsageError where the cache may not be written; what else goes wrong stays what it is. */
async function inCache<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) throw error;
    return await writing(root, () => Promise.reject(error as Error), elsewhere);
  }
}

async function working(folder: string, { tensorflow, sha256 }: WantedWheel, context: InstallContext): Promise<Installation | undefined> {
  const record = await readInstalled(folder);
  if (record?.tensorflow !== tensorflow || (sha256 !== undefined && record.sha256 !== sha256.toLowerCase())) return undefined;
  const training = await tryInstalled(folder, context).catch((error: unknown) => {
    if (context.signal?.aborted === true) throw error;
    return undefined; // made anew
  });
  return training && { ...record, folder, wasThere: true, training };
}

async function make(machine: Machine, wanted: WantedWheel, places: NativePlaces, given: InstallContext): Promise<Installation> {
  const compiler = await findCompiler(given);
  const bytes = machine.bytes.wheel + machine.bytes.unpacked + 20e6;
  await requireSpace(places.root, bytes);
  const staging = beside(places.folder, 'new');
  // Of pip, npm and the compiler: on the disk whose space was looked at.
  const temporary = join(staging, 'temporary');
  const { progress, stop } = patientProgress(given.progress);
  const context = { ...given, env: { ...given.env, TMPDIR: temporary }, progress };
  try {
    await mkdir(temporary, { recursive: true });
    await fetchPackages([...tfjsNodePackages, nodeApiHeaders], within(staging).modules, context);
    const wheel = await fetchWheel(machine, wanted, staging, context);
    await unpackLibrary(wheel.path, machine, staging, context);
    await rm(join(staging, 'wheel'), { recursive: true });
    await compileBinding(compiler, machine, staging, context);
    await stripLibraries(machine, staging, context);
    const spent = [within(staging).headers, join(within(staging).modules, 'node-api-headers'), temporary];
    for (const folder of spent) await rm(folder, { recursive: true });
    await writeBridges(staging);
    progress('training on it');
    const training = await tryInstalled(staging, given);
    const size = await folderSize(staging);
    const record: InstalledBinding = {
      ...{ tensorflow: wanted.tensorflow, tfjsNode: TFJS_NODE },
      ...{ wheel: wheel.name, sha256: wheel.sha256, bytes: size },
    };
    await writeFile(within(staging).record, `${JSON.stringify(record, undefined, 2)}\n`);
    given.signal?.throwIfAborted();
    await replace(staging, places.folder);
    return { ...record, folder: places.folder, wasThere: false, training };
  } catch (error) {
    throw isFull(error) ? diskFull(places.root, bytes) : error;
  } finally {
    stop();
    await rm(staging, { recursive: true, force: true });
  }
}

/** A program that runs on the old one keeps it: its files stay open. */
async function replace(from: string, to: string): Promise<void> {
  const old = beside(to, 'old');
  await rename(to, old).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  try {
    await rename(from, to);
  } catch (error) {
    await rename(old, to).catch(() => undefined);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** Puts back what a process had set aside that was killed before it put the new one in its place. Only under the lock. */
async function restoreReplaced(places: NativePlaces): Promise<void> {
  const { folder } = places;
  for (const old of await leftovers(places, 'old')) {
    if ((await readInstalled(folder)) !== undefined || (await readInstalled(old)) === undefined) continue;
    await rm(folder, { recursive: true, force: true }); // what has no record is none
    await rename(old, folder);
  }
}

/** What a process that was killed has left. Only under the lock. */
export async function removeLeftovers(places: NativePlaces): Promise<void> {
  for (const left of await leftovers(places)) await rm(left, { recursive: true, force: true });
}
