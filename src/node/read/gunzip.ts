import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BLOCK } from '../../data/read/delimited/blocks.ts';
import { peek } from '../../data/read/peek.ts';
import { DataError } from '../../errors.ts';

/** Bytes as they are, or unpacked where they begin as gzip does. @throws DataError where they are a damaged gzip file. */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const { first, all, close } = await peek(chunks, 2);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* all;
    return;
  }
  const unpacked = createGunzip({ chunkSize: BLOCK });
  const isFed = pipeline(Readable.from(copied(all), { objectMode: false }), unpacked).catch(() => undefined); // errors come out of `unpacked`
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new DataError('the data', [{ path: name, expected: 'a whole gzip file', received: 'one that is cut off or damaged' }]);
  } finally {
    unpacked.destroy();
    await isFed;
    await close();
  }
}

/** What waits to be unpacked may wait longer than the bytes that are given are good for. */
async function* copied(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield chunk.slice();
}
