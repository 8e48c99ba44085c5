import type { Frame } from '../../frame.ts';
import { decodeText } from './decodeText.ts';
import { createRowReader, type JsonOptions } from './rowsOfJson.ts';
import { readBlocks, requireShort, type BlockReader } from './textBlocks.ts';

/**
 * The rows of JSON lines: one object a line, blank lines left out.
 * @throws DataError naming line and column, where a line is no object in JSON and such lines are not to be skipped.
 */
export const readJsonLines = (chunks: AsyncIterable<Uint8Array>, name: string, options: JsonOptions = {}): AsyncGenerator<Frame> =>
  readBlocks(chunks, name, options, createLineReader(name, options));

export function createLineReader(name: string, options: JsonOptions): BlockReader {
  const rows = createRowReader(name, options);
  return {
    read(block) {
      const { bytes, isEnd } = block;
      let [start, line] = [0, block.line];
      while (start < bytes.length) {
        const found = bytes.indexOf(10, start);
        if (found < 0 && !isEnd) break;
        const end = found < 0 ? bytes.length : found;
        const piece = bytes.subarray(start, end);
        if (!isBlank(piece)) rows.add(piece, { line, end: 'the end of the line' });
        line++;
        start = end + 1;
      }
      const done = Math.min(start, bytes.length);
      requireShort(block, name, done);
      return { done, frame: rows.takeFrame() };
    },
    finish: () => rows.finish(),
  };
}

/** Mostly told by the first byte. */
const isBlank = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte > 32 && byte < 128) && decodeText(bytes)?.trim() === '';
