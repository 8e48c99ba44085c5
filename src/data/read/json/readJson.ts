import { DataError, show } from '../../../errors.ts';
import type { Row } from '../../encoders.ts';
import type { Frame } from '../../frame.ts';
import { isRowObject, type Columns } from '../../rows.ts';
import { frameOfColumns, frameOfRows } from '../memoryFrame.ts';
import { requireText } from './decodeText.ts';
import { jsonProblem } from './jsonProblem.ts';
import { parseExactly } from './parseExactly.ts';
import { createListReader } from './readList.ts';
import { createLineReader } from './readJsonLines.ts';
import type { JsonOptions } from './rowsOfJson.ts';
import { readBlocks, type BlockReader } from './textBlocks.ts';

/** The largest object of columns, in bytes: it can only be read whole. */
const LARGEST = 2 ** 28;

/**
 * The rows of a JSON text: a list of objects, which is read part by part, or an object of columns, which is read whole. JSON lines
 * are taken for what they are, and so is a single object that is no table of columns: one row.
 * @throws DataError naming line and column, where the text is no such JSON.
 */
export function readJson(chunks: AsyncIterable<Uint8Array>, name: string, options: JsonOptions = {}): AsyncGenerator<Frame> {
  let reader: BlockReader | undefined;
  return readBlocks(chunks, name, options, {
    read(block) {
      reader ??= readerFor(block.bytes, block.isEnd, name, options);
      return reader?.read(block) ?? { done: 0 };
    },
    finish: () => reader?.finish(),
  });
}

/** Nothing while it cannot be told. */
function readerFor(bytes: Uint8Array, isEnd: boolean, name: string, options: JsonOptions): BlockReader | undefined {
  const begin = bytes.findIndex((byte) => byte > 32);
  if (begin < 0 && !isEnd) return undefined;
  if (bytes[begin] === BRACKET) return createListReader(name, options);
  if (bytes[begin] !== BRACE) return createColumnReader(name);
  const end = bytes.indexOf(10, begin);
  const isMore = end >= 0 && bytes.subarray(end).some((byte) => byte > 32);
  if (isMore && isJson(new TextDecoder().decode(bytes.subarray(begin, end)))) return createLineReader(name, options);
  return isMore || isEnd || bytes.length > LARGEST ? createColumnReader(name) : undefined;
}

const BRACKET = 91;
const BRACE = 123;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function createColumnReader(name: string): BlockReader {
  return {
    read(block) {
      const { bytes, isEnd } = block;
      if (bytes.length > LARGEST) {
        const expected = `at most ${LARGEST / 2 ** 20} MiB as an object of columns`;
        const fix = 'write JSON lines, a list of objects or CSV, which are read part by part';
        throw new DataError(name, [{ path: name, expected, received: 'more', fix }]);
      }
      return isEnd ? { done: bytes.length, frame: frameOfText(requireText(bytes, name, block), name) } : { done: 0 };
    },
    finish: () => undefined,
  };
}

function frameOfText(text: string, name: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const issue = jsonProblem(text, name);
    if (issue === undefined) throw error;
    throw new DataError(name, [issue]);
  }
  if (isRowObject(value) && isRow(value as Row)) return frameOfRows([parseExactly(text, 1) as Row], { source: name });
  if (isRowObject(value)) return frameOfColumns(parseExactly(text, 2) as Columns, { source: name });
  throw new DataError(name, [{ path: name, expected: 'a list of objects, or an object of columns', received: show(value) }]);
}

/** Not all of its values are lists; and none is one of objects, which is rather a table that lies deeper. */
function isRow(value: Row): boolean {
  const values = Object.values(value);
  const areRows = (cell: unknown) => Array.isArray(cell) && cell.length > 0 && cell.every(isRowObject);
  return values.some((cell) => !Array.isArray(cell)) && !values.some(areRows);
}
