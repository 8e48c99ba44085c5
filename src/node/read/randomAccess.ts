import { joinBytes } from '../../data/read/join.ts';
import { DataError } from '../../errors.ts';
import type { OpenFile } from './files.ts';

/** Bytes that can be read at any place. */
export interface RandomAccess {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

const LARGEST = 2 ** 30;

export const accessToFile = (file: OpenFile, byteLength: number): RandomAccess => ({
  byteLength,
  slice: async (start, end = byteLength) => (await readAt(file, start, end)).buffer,
});

/** @throws DataError where it cannot be read. */
export async function readAt({ handle, failed }: OpenFile, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const reading = handle.read(buffer, filled, buffer.length - filled, start + filled);
    const { bytesRead } = await reading.catch((error: unknown) => {
      throw failed(error);
    });
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer;
}

export const accessToBytes = (bytes: Uint8Array): RandomAccess => ({
  byteLength: bytes.length,
  slice: (start, end = bytes.length) => Promise.resolve(bytes.slice(start, end).buffer as ArrayBuffer),
});

/** Parquet has its table of contents at its end, so that a stream of it is taken into memory. @throws DataError above 1 GiB. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length <= LARGEST) continue;
    const fix = 'give the path of the unpacked file, which is read part by part';
    throw new DataError('the data', [{ path: name, expected: 'at most 1 GiB of Parquet in a stream', received: 'more', fix }]);
  }
  return joinBytes(parts);
}
