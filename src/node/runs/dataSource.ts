import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { DataError, type Issue } from '../../errors.ts';
import { findFiles } from '../read/files.ts';
import { reason } from '../reason.ts';

/** Where the rows of a run came from, and what they were. */
export interface DataSource {
  /** As it was written: a path, or - for standard input; `rows` or `arrays` where a program gave them. */
  readonly given: string;
  /** Absolute; only for a file. */
  readonly path?: string;
  /** SHA-256 of the bytes (of the values, where a program gave them), in hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  /** Which part of the rows they are, where they are a part that was given by itself. Default: those to train on. */
  readonly part?: GivenPart;
}

/** Parts that may have files of their own. */
export const givenParts = ['validation', 'test'] as const;
export type GivenPart = (typeof givenParts)[number];

/**
 * Describes files of rows, read piece by piece.
 * @param given A path, a pattern that names several, or a list of these.
 * @throws DataError where one cannot be read.
 */
export async function describeData(given: string | readonly string[]): Promise<readonly DataSource[]> {
  const described: DataSource[] = [];
  for (const path of [given].flat()) for (const file of await findFiles(path)) described.push(await describeFile(file));
  return described;
}

async function describeFile(given: string): Promise<DataSource> {
  const path = resolve(given);
  try {
    return { given, path, ...(await digest(createReadStream(path))) };
  } catch (error) {
    throw new DataError('the data', [{ path: given, expected: 'a file', received: reason(error) }]);
  }
}

/** Describes bytes that come once, such as standard input, while they are read. */
export function describeBytes(given: string, chunks: AsyncIterable<Uint8Array | string>) {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    /** The same bytes, for who reads them. */
    async *chunks(): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        hash.update(part);
        bytes += part.length;
        yield part;
      }
    },
    /** Once all are read. */
    describe: (): DataSource => ({ given, sha256: hash.digest('hex'), bytes }),
  };
}

/** Whether data are the same, byte for byte. */
export const isSameData = (before: readonly DataSource[], now: readonly DataSource[]): boolean =>
  before.length === now.length && before.every(({ sha256, part }, i) => sha256 === now[i]!.sha256 && part === now[i]!.part);

/** What is wrong where the rows are not those that a run began with: with others it could not go on as if it had never stopped. */
export function otherData(before: readonly DataSource[], now: readonly DataSource[]): readonly Issue[] {
  return [undefined, ...givenParts].flatMap((part) => otherPart(ofPart(before, part), ofPart(now, part), part));
}

/** The sources of one part; without a name of those to train on. */
export const ofPart = (data: readonly DataSource[], part: GivenPart | undefined): readonly DataSource[] =>
  data.filter((one) => one.part === part);

function otherPart(before: readonly DataSource[], now: readonly DataSource[], part: GivenPart | undefined): readonly Issue[] {
  if (before.length !== now.length) {
    const what = part === undefined ? '' : ` of the ${part}`;
    const path = now.map(({ given }) => given).join(', ') || (part === undefined ? 'data' : `${part}Data`);
    return [{ path, expected: `${filesText(before)}${what}, as the run began`, received: filesText(now) }];
  }
  return before.flatMap((one, i) => {
    const other = now[i]!;
    if (one.sha256 === other.sha256) return [];
    const expected = `the data that the run began with (SHA-256 ${one.sha256.slice(0, 12)}…, ${one.bytes} bytes)`;
    return [{ path: other.given, expected, received: `others (SHA-256 ${other.sha256.slice(0, 12)}…, ${other.bytes} bytes)` }];
  });
}

const filesText = ({ length }: readonly DataSource[]): string => `${length} ${length === 1 ? 'file' : 'files'}`;

/** The checksum of some bytes, piece by piece. */
export async function digest(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Pick<DataSource, 'sha256' | 'bytes'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
