import { DataError } from '../../../errors.ts';
import type { Frame } from '../../frame.ts';
import { BLOCK, toBlocks, withEnd } from '../delimited/blocks.ts';
import { createTranscoder } from '../delimited/toUtf8.ts';
import type { JsonOptions } from './rowsOfJson.ts';

/** The longest row, in bytes: one that never ends shall not take a whole file into memory. */
const LONGEST_ROW = 2 ** 24;

/** Reads a text block by block. */
export interface BlockReader {
  read(block: TextBlock): Progress;
  /** To be called at the end. @throws DataError where there was no row. */
  finish(): void;
}

export interface Progress {
  /** So many bytes are done with; the others come again before the next ones. */
  readonly done: number;
  readonly frame?: Frame | undefined;
}

export interface TextBlock {
  /** UTF-8, but what may be broken in it, from where the reading stopped before. */
  readonly bytes: Uint8Array;
  readonly isEnd: boolean;
  /** The line of the first byte, and its column, both from 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * The frames that a reader makes of a text.
 * @throws DataError where the text is none in UTF-16 that was named or found, and as the reader does.
 */
export async function* readBlocks(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { encoding, signal, blockSize = BLOCK }: JsonOptions,
  reader: BlockReader,
): AsyncGenerator<Frame> {
  const transcode = createTranscoder(name, encoding);
  let rest = new Uint8Array(0);
  let [line, column, enough] = [1, 1, 0];
  for await (const { block, isEnd } of withEnd(toBlocks(chunks, blockSize))) {
    signal?.throwIfAborted();
    const text = transcode(block, isEnd);
    const bytes = new Uint8Array(rest.length + text.bytes.length);
    bytes.set(rest);
    bytes.set(text.bytes, rest.length);
    rest = bytes;
    // What is not whole yet is looked at again when twice as much is there.
    if (!isEnd && bytes.length < enough) continue;
    enough = 2 * bytes.length;
    const { done, frame } = reader.read({ bytes, isEnd, line, column });
    if (done > 0) enough = 0;
    column = columnAt({ bytes, column }, done);
    for (let at = bytes.indexOf(10); at >= 0 && at < done; at = bytes.indexOf(10, at + 1)) line++;
    rest = bytes.subarray(done);
    if (frame !== undefined) yield frame;
  }
  reader.finish();
}

/** The column of a byte of a block, from 1: characters of its line before it, as UTF-16 and editors count them. */
export function columnAt({ bytes, column }: Pick<TextBlock, 'bytes' | 'column'>, at: number): number {
  const lineEnd = at === 0 ? -1 : bytes.lastIndexOf(10, at - 1);
  let count = lineEnd < 0 ? column : 1;
  // A character begins with each byte that goes on none; those of four bytes are two in UTF-16.
  for (let i = lineEnd + 1; i < at; i++) count += (bytes[i]! & 0xc0) === 0x80 ? 0 : bytes[i]! >= 0xf0 ? 2 : 1;
  return count;
}

/** @throws DataError where a row is not at its end after very many bytes. */
export function requireShort({ bytes, isEnd, line }: TextBlock, name: string, done: number): void {
  if (isEnd || bytes.length - done <= LONGEST_ROW) return;
  const expected = `a row of at most ${LONGEST_ROW / 2 ** 20} MiB`;
  throw new DataError(name, [{ path: `${name}, after line ${line}`, expected, received: 'a longer one' }]);
}
