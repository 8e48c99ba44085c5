import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { inside } from './inside.ts';

/**
 * Unpacks an npm package (a gzipped ustar archive, POSIX.1-1988) into a folder, without the folder that all its files are in.
 * @throws Error where it is none, or would write outside of the folder.
 */
export async function untarPackage(packed: Uint8Array, folder: string): Promise<void> {
  const tar = gunzipSync(packed);
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + 512);
    const size = parseInt(text(header, 124, 12), 8);
    if (!Number.isSafeInteger(size)) throw new Error('a damaged package');
    const kind = text(header, 156, 1);
    if (kind === '' || kind === '0') {
      const name = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/');
      await write(inside(folder, name.replace(/^[^/]*\//, '')), tar.subarray(at + 512, at + 512 + size));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

const text = (header: Buffer, at: number, length: number): string =>
  header
    .toString('utf8', at, at + length)
    .split('\0', 1)[0]!
    .trim();

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
