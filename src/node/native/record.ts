import { readFile } from 'node:fs/promises';
import { within } from './places.ts';

/** What an installation says of itself. */
export interface InstalledBinding {
  /** Of TensorFlow. */
  readonly tensorflow: string;
  readonly tfjsNode: string;
  /** The wheel that it came from, and its SHA-256. */
  readonly wheel: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Undefined where nothing is installed. It is written last, so that what has it is whole. */
export async function readInstalled(folder: string): Promise<InstalledBinding | undefined> {
  try {
    return JSON.parse(await readFile(within(folder).record, 'utf8')) as InstalledBinding;
  } catch {
    return undefined;
  }
}
