import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

/** A file in a zip archive. */
export interface ZipEntry {
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
}

/** An open zip archive; nothing but its directory is in memory. */
export interface Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  read(name: string): Promise<Buffer>;
  stream(name: string): Promise<Readable>;
  close(): Promise<void>;
}

const LONGEST_END = 22 + 0xffff;

/**
 * Opens a zip archive of less than 4 GB (PKWARE's APPNOTE 6.3, section 4.3).
 * @throws Error where it is none, or damaged.
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path);
  try {
    return withEntries(file, await readDirectory(file));
  } catch (error) {
    await file.close();
    throw error;
  }
}

function withEntries(file: FileHandle, entries: ReadonlyMap<string, ZipEntry>): Zip {
  const find = (name: string): ZipEntry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`no ${name} in the archive`);
    if (entry.method !== 0 && entry.method !== 8) throw new Error(`${name} is packed in a way that is not known: ${entry.method}`);
    return entry;
  };
  const start = async ({ offset }: ZipEntry): Promise<number> => {
    const header = await readAt(file, offset, 30);
    return offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  };
  return {
    entries,
    async read(name) {
      const entry = find(name);
      const bytes = await readAt(file, await start(entry), entry.compressedSize);
      return entry.method === 0 ? bytes : inflateRawSync(bytes);
    },
    async stream(name) {
      const entry = find(name);
      const from = await start(entry);
      const packed = file.createReadStream({
        start: from,
        end: from + entry.compressedSize - 1,
        highWaterMark: 1 << 20,
        autoClose: false,
      });
      if (entry.method === 0) return packed;
      const unpacked = createInflateRaw({ chunkSize: 1 << 20 });
      packed.on('error', (error) => unpacked.destroy(error));
      return packed.pipe(unpacked);
    },
    close: () => file.close(),
  };
}

async function readDirectory(file: FileHandle): Promise<ReadonlyMap<string, ZipEntry>> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('not a zip archive');
  const [count, length, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const directory = await readAt(file, offset, length);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; entries.size < count;) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [number, number, number]; // prettier-ignore
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, {
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new Error('the archive ends too early');
  return bytes;
}
