import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { DataError, type Issue } from '../../errors.ts';
import { reason } from '../reason.ts';

/** Where the rows of a run came from, and what they were. */
export interface DataSource {
  /** As it was written: a path, or - for standard input. */
  readonly given: string;
  /** Absolute; absent for standard input. */
  readonly path?: string;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Describes a file of rows, read piece by piece.
 * @param given Its path; - for standard input.
 * @param text What standard input held.
 * @throws DataError where it cannot be read.
 */
export async function describeData(given: string, text?: string): Promise<DataSource> {
  if (text !== undefined) return { given, ...(await digest([Buffer.from(text)])) };
  const path = resolve(given);
  try {
    return { given, path, ...(await digest(createReadStream(path))) };
  } catch (error) {
    throw new DataError('the data', [{ path: given, expected: 'a file', received: reason(error) }]);
  }
}

/** What is wrong where the rows are not those that a run began with: with others it could not go on as if it had never stopped. */
export function otherData(before: DataSource, now: DataSource): Issue | undefined {
  if (before.sha256 === now.sha256) return undefined;
  return {
    path: now.given,
    expected: `the data that the run began with (SHA-256 ${before.sha256.slice(0, 12)}…, ${before.bytes} bytes)`,
    received: `others (SHA-256 ${now.sha256.slice(0, 12)}…, ${now.bytes} bytes)`,
  };
}

async function digest(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Pick<DataSource, 'sha256' | 'bytes'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
