import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackendError } from '../../errors.ts';
import type { InstallContext } from './context.ts';
import { inside } from './inside.ts';
import type { Machine } from './machine.ts';
import { within } from './places.ts';
import { openZip, type Zip } from './readZip.ts';

/**
 * Takes TensorFlow's library and the headers that the binding needs out of a wheel, and nothing else of it.
 * @throws BackendError where they are not in it, or not as the wheel's own list says.
 */
export async function unpackLibrary(
  wheel: string,
  { libraries, links }: Machine,
  folder: string,
  { progress, signal }: InstallContext,
): Promise<void> {
  progress('taking the library and its headers out of it');
  const { libraries: place, headers, tfjsNode } = within(folder);
  const zip = await openZip(wheel);
  try {
    const hashes = await readHashes(zip);
    await mkdir(place, { recursive: true });
    for (const library of libraries) await extract(zip, `tensorflow/${library}`, join(place, library), hashes, signal);
    // What some wheels bring along: the library looks for it in `../tensorflow.libs`.
    for (const name of zip.entries.keys()) {
      if (/^tensorflow\.libs\/[^/]+$/.test(name)) await extract(zip, name, inside(dirname(place), name), hashes, signal);
    }
    for (const [name, target] of Object.entries(links)) await symlink(target, join(place, name));
    await unpackHeaders(zip, [...(await includedBy(join(tfjsNode, 'binding'))), 'absl/log/globals.h'], headers, hashes);
  } finally {
    await zip.close();
  }
}

/** The SHA-256 of each file by the wheel's RECORD, as base64 (PEP 376, PEP 427). */
async function readHashes(zip: Zip): Promise<ReadonlyMap<string, string>> {
  const name = [...zip.entries.keys()].find((key) => key.endsWith('.dist-info/RECORD'));
  const lines = name === undefined ? [] : (await zip.read(name)).toString('utf8').split('\n');
  return new Map(
    lines.map((line) => /^(.+),sha256=([\w-]+),/.exec(line)).flatMap((found) => (found ? [[found[1]!, found[2]!] as const] : [])),
  );
}

async function extract(zip: Zip, name: string, to: string, hashes: ReadonlyMap<string, string>, signal?: AbortSignal): Promise<void> {
  if (!zip.entries.has(name)) {
    const fix = 'take another release by --tensorflow';
    throw new BackendError('native install', [{ path: name, expected: 'in the wheel', received: 'a wheel without it', fix }]);
  }
  await mkdir(dirname(to), { recursive: true });
  const hash = createHash('sha256');
  const watched = new Transform({
    transform(part: Buffer, _, done) {
      hash.update(part);
      done(null, part);
    },
  });
  await pipeline(await zip.stream(name), watched, createWriteStream(to), signal === undefined ? {} : { signal });
  checkHash(name, hash, hashes);
}

function checkHash(name: string, hash: Hash, hashes: ReadonlyMap<string, string>): void {
  const received = hash.digest('base64url');
  const expected = hashes.get(name);
  if (received === expected) return;
  throw new BackendError('native install', [{ path: name, expected: `the SHA-256 ${expected ?? 'in the RECORD of the wheel'}`, received }]);
}

/** Names in `#include "..."` of all files of a folder. */
async function includedBy(folder: string): Promise<readonly string[]> {
  const sources = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return sources.flatMap(includes);
}

/** Headers, and those that they include in turn, as far as the wheel has them. */
async function unpackHeaders(zip: Zip, names: readonly string[], to: string, hashes: ReadonlyMap<string, string>): Promise<void> {
  const seen = new Set(names);
  for (const name of seen) {
    const entry = ['', 'external/local_xla/', 'external/local_tsl/'].map((place) => `tensorflow/include/${place}${name}`).find((key) => zip.entries.has(key)); // prettier-ignore
    if (entry === undefined) continue; // of the binding itself
    const path = inside(to, name);
    const source = await zip.read(entry);
    checkHash(entry, createHash('sha256').update(source), hashes);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, source);
    for (const next of includes(source.toString('utf8'))) seen.add(next);
  }
}

const includes = (source: string): string[] => [...source.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)].map(([, name]) => name!);
