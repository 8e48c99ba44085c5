import { DataError, show } from '../../../errors.ts';
import { createRowReader, type JsonOptions } from './rowsOfJson.ts';
import { columnAt, requireShort, type BlockReader } from './textBlocks.ts';

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Reads a list in JSON row by row: it looks where each ends, and leaves what is in it to JSON.parse. */
export function createListReader(name: string, options: JsonOptions): BlockReader {
  const rows = createRowReader(name, options);
  let [isBegun, isOver, isAfterComma] = [false, false, false];
  return {
    read(block) {
      const { bytes, isEnd } = block;
      let [done, line] = [0, block.line];
      const fail = (expected: string, received: string) => new DataError(name, [{ path: `${name} line ${line}`, expected, received }]);
      if (!isBegun) {
        done = bytes.indexOf(OPEN_LIST) + 1;
        line += countLines(bytes, 0, done);
        isBegun = true;
      }
      while (!isOver) {
        const found = endOfRow(bytes, done);
        if (found < 0 && !isEnd) break;
        const end = found < 0 ? bytes.length : found;
        const start = skipBlanks(bytes, done, end);
        line += countLines(bytes, done, start);
        const mark = found < 0 ? 'the end of the file' : show(String.fromCharCode(bytes[end]!));
        const place = { line, column: () => columnAt(block, start), end: mark };
        if (start < end || isAfterComma || bytes[end] === COMMA) rows.add(bytes.subarray(start, end), place);
        line += countLines(bytes, start, end);
        if (bytes[end] !== COMMA && bytes[end] !== CLOSE_LIST) {
          rows.takeFrame(); // which says what is wrong within the row
          throw fail('a comma or ]', mark);
        }
        isAfterComma = bytes[end] === COMMA;
        isOver = !isAfterComma;
        done = end + 1;
      }
      if (isOver) {
        const start = skipBlanks(bytes, done, bytes.length);
        line += countLines(bytes, done, start);
        if (start < bytes.length) throw fail('nothing after the end of the list', show(String.fromCharCode(bytes[start]!)));
        done = bytes.length;
      }
      requireShort(block, name, done);
      return { done, frame: rows.takeFrame() };
    },
    finish: () => rows.finish(),
  };
}

/** Where the comma or bracket stands that ends the row at `from`; -1 where it is not there. */
function endOfRow(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let isInText = false;
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (isInText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      if (depth === 0) return i;
      depth--;
    } else if (byte === COMMA && depth === 0) return i;
  }
  return -1;
}

function skipBlanks(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to && bytes[i]! <= 32) i++;
  return i;
}

function countLines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === 10) count++;
  return count;
}
