import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NativePlaces } from './places.ts';

/** What is beside an installation while it is made, replaced or taken away, and is left there by a kill. */
const kinds = ['new', 'old', 'gone'] as const;
type Kind = (typeof kinds)[number];

/** A place for one of them that nobody else has. */
export const beside = (folder: string, kind: Kind): string => `${folder}.${kind}-${randomUUID()}`;

/** The places of those that are there, by default of all kinds. */
export async function leftovers({ root, folder }: NativePlaces, ...of: readonly Kind[]): Promise<readonly string[]> {
  const beginnings = (of.length === 0 ? kinds : of).map((kind) => `${basename(folder)}.${kind}-`);
  const names = await readdir(root).catch(() => []);
  return names.filter((name) => beginnings.some((beginning) => name.startsWith(beginning))).map((name) => join(root, name));
}
