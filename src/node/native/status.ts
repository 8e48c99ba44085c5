import type { FirstTraining } from './firstTraining.ts';
import { here, nativePlaces, type Surroundings } from './places.ts';
import { readInstalled, type InstalledBinding } from './record.ts';
import { tryInstalled } from './tryInstalled.ts';

export interface NativeStatus {
  readonly folder: string;
  /** Undefined where nothing is installed. */
  readonly installed?: InstalledBinding;
  /** What it learned just now. */
  readonly training?: FirstTraining;
}

/**
 * What `installNative` has left on this machine, tried.
 * @throws BackendError where it is there and does not work.
 */
export async function nativeStatus(
  given: Partial<Surroundings> & { readonly signal?: AbortSignal | undefined } = {},
): Promise<NativeStatus> {
  const surroundings = { ...here(), ...given };
  const { folder } = nativePlaces(surroundings);
  const installed = await readInstalled(folder);
  if (installed === undefined) return { folder };
  return { folder, installed, training: await tryInstalled(folder, surroundings) };
}
