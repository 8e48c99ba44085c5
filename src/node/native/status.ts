import { BackendError, type Issue } from '../../errors.ts';
import { leftovers } from './beside.ts';
import type { FirstTraining } from './firstTraining.ts';
import { folderSize } from './folderSize.ts';
import { holderOf } from './lock.ts';
import { here, nativePlaces, type NativePlaces, type Surroundings } from './places.ts';
import { readInstalled, type InstalledBinding } from './record.ts';
import { tryInstalled } from './tryInstalled.ts';

export interface NativeStatus {
  readonly folder: string;
  /** There, and a training on it went well just now. */
  readonly works: boolean;
  /** Undefined where nothing is installed. */
  readonly installed?: InstalledBinding;
  /** What it learned. */
  readonly training?: FirstTraining;
  /** Why it does not work, where it is there. */
  readonly refusal?: Issue;
  /** The process that installs or removes at this moment. */
  readonly installing?: { readonly pid: number; readonly host: string };
  /** What installations and removals that were killed have left. */
  readonly leftoverBytes: number;
}

/** What `installNative` has left on this machine, tried. */
export async function nativeStatus(
  given: Partial<Surroundings> & { readonly signal?: AbortSignal | undefined } = {},
): Promise<NativeStatus> {
  const surroundings = { ...here(), ...given };
  const places = nativePlaces(surroundings);
  const { folder, lock } = places;
  const installing = await holderOf(lock);
  const around = {
    ...(installing === undefined ? {} : { installing }),
    leftoverBytes: installing === undefined ? await leftoverBytes(places) : 0,
  };
  const installed = await readInstalled(folder);
  if (installed === undefined) return { folder, works: false, ...around };
  try {
    return { folder, works: true, installed, training: await tryInstalled(folder, surroundings), ...around };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { folder, works: false, installed, refusal: error.issues[0]!, ...around };
  }
}

async function leftoverBytes(places: NativePlaces): Promise<number> {
  const sizes = await Promise.all((await leftovers(places)).map(folderSize));
  return sizes.reduce((sum, size) => sum + size, 0);
}
