import { DataError } from '../../../errors.ts';
import type { Column, Frame } from '../../frame.ts';
import { plainText } from '../../writtenNumber.ts';
import { toNumber } from '../cells.ts';
import { newArrays, reusedArrays, type FrameArrays } from '../arrays.ts';
import { EmptyTableError } from '../emptyTable.ts';
import { BLOCK, toBlocks, withEnd } from './blocks.ts';
import { isUtf8, withoutBrokenText } from './brokenText.ts';
import { byteColumnReader } from './byteColumn.ts';
import { checkOptions } from './checkOptions.ts';
import { refuseComments } from './commentLines.ts';
import { DELIMITERS, detectDialect, type FoundDialect } from './detect.ts';
import type { DelimitedOptions, Dialect } from './dialect.ts';
import { numberedNames, readHeader } from './header.ts';
import { roomFor } from './marks.ts';
import { missedDelimiter } from './missedDelimiter.ts';
import { seemsHeaderless } from './missingHeader.ts';
import { gatherBadRows } from './problems.ts';
import { LONGEST_SEPARATOR_LINE, readSeparatorLine, type SeparatorLine } from './separatorLine.ts';
import { createTokenizer, type Part, type Tokens } from './tokenize.ts';
import { createTranscoder } from './toUtf8.ts';

/** The longest row, in bytes: a quote that is never closed shall not take a whole file into memory. */
const LONGEST_ROW = 2 ** 24;

export interface ReadDelimitedOptions extends DelimitedOptions {
  /** Whether frames say where broken rows were. Default: false. */
  readonly marksBroken?: boolean;
  /** Whether a frame is of use only until the next one is asked for. Default: false. */
  readonly isReused?: boolean;
  readonly signal?: AbortSignal;
  /** Bytes that are read for one frame. Default: 256 KiB. */
  readonly blockSize?: number;
}

/**
 * The rows of delimited text (CSV, TSV; RFC 4180 and what is found in the wild), block by block. All cells are texts, which columns
 * read as numbers when they are asked to. Delimiter, quote, signs of numbers and encoding are found by the first rows; any line ends,
 * blank lines and white space around cells are taken. Frames are the same however the bytes are cut.
 * @param name What messages call it: `iris.csv`.
 * @throws DataError naming the lines, where the text is no such table or, unless they are to be skipped, rows are broken.
 */
export async function* readDelimited(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadDelimitedOptions = {},
): AsyncGenerator<Frame> {
  checkOptions(options);
  const transcode = createTranscoder(name, options.encoding);
  const arrays = options.isReused ? reusedArrays() : newArrays;
  let table: Table | undefined;
  let rest = new Uint8Array(0);
  let separator: SeparatorLine | null | undefined; // null: there is none
  let [line, rows, enough] = [1, 0, 0];
  let isValid = true; // of the row that is not whole yet, and what came after it
  for await (const { block, isEnd } of withEnd(toBlocks(chunks, options.blockSize ?? BLOCK))) {
    options.signal?.throwIfAborted();
    const text = transcode(block, isEnd);
    isValid &&= text.isValid;
    let length = rest.length + text.bytes.length;
    let bytes = roomFor(length, arrays);
    bytes.set(rest); // where it stood in the same memory, it moves to the front of it
    bytes.set(text.bytes, rest.length);
    if (separator === undefined && (isEnd || length >= LONGEST_SEPARATOR_LINE)) {
      separator = readSeparatorLine(bytes.subarray(0, length)) ?? null;
      if (separator !== null) {
        bytes = bytes.subarray(separator.next);
        length -= separator.next;
        line++;
      }
    }
    const part: Part = { bytes, length, isEnd, line };
    rest = bytes.subarray(0, length);
    // A row that is not whole yet is looked at again when twice as much is there.
    if (!isEnd && length < enough) continue;
    enough = 2 * length;
    if (length > LONGEST_ROW + BLOCK && !isEnd) throw tooLong(name, line);

    const isFirst = table === undefined;
    table ??=
      separator === undefined
        ? undefined
        : beginTable(part, name, separator ? { delimiter: separator.delimiter, ...options } : options, arrays);
    if (table === undefined) continue;
    if (isFirst && !isValid && table.names.some((column) => column.includes('\uFFFD'))) throw notUtf8(`${name} line ${line}`);
    const all = table.tokenize(part);
    const tokens = isValid ? all : withoutBrokenText(all, bytes, table.names.length);
    table.badRows.add(tokens.bad);
    table.badRows.check(isEnd);
    const hasHeader = isFirst && options.header === undefined;
    const frame = frameOfTokens(tokens, bytes, table, name, hasHeader ? 1 : 0);
    rest = bytes.subarray(tokens.next, length);
    isValid ||= isUtf8(rest);
    if (rest.length < length) enough = 0;
    ({ line } = tokens);
    rows += frame.rows;
    if (hasHeader && options.onHeaderless && seemsHeaderless(table.names, frame)) options.onHeaderless(name);
    const broken = options.marksBroken ? tokens.bad.map(({ before }) => before - (hasHeader ? 1 : 0)) : [];
    if (frame.rows + broken.length > 0 && (table.skips || table.badRows.count === 0))
      yield broken.length > 0 ? { ...frame, broken } : frame;
  }
  if (rows === 0) throw noRows(name, table?.badRows.count ?? 0);
  if (table !== undefined && table.badRows.count > 0) options.onSkipped?.(table.badRows.report());
}

/** What is known of a text once its header is there. */
interface Table {
  readonly names: readonly string[];
  /** Where each column stands, without an index. */
  readonly places: ReadonlyMap<string, number>;
  readonly dialect: Dialect;
  readonly skips: boolean;
  readonly tokenize: (part: Part) => Tokens;
  readonly badRows: ReturnType<typeof gatherBadRows>;
  readonly arrays: FrameArrays;
}

/** Nothing while the header is not whole. */
function beginTable(part: Part, name: string, options: DelimitedOptions, arrays: FrameArrays): Table | undefined {
  const text = part.bytes.subarray(0, part.length);
  const dialect = detectDialect(text, part.isEnd, options);
  const beginning = { text, isEnd: part.isEnd, line: part.line, name };
  if (options.header === undefined) refuseComments(beginning, options.delimiter === undefined ? DELIMITERS : [options.delimiter]);
  const names =
    options.header === false
      ? numberedNames(beginning, dialect)
      : (options.header ?? readHeader(beginning, dialect, options.delimiter !== undefined));
  if (names === undefined) return undefined;
  if (names[0] === '') options.onIndex?.(name);
  if (options.onOneColumn && names.length === 1 && options.header === undefined && options.delimiter === undefined) {
    const missed = missedDelimiter(text, DELIMITERS);
    if (missed !== undefined) options.onOneColumn({ ...missed, source: name });
  }
  if (dialect.unsure) tellUnsure(dialect, names, name, options);
  const skips = options.onBadRow === 'skip';
  const badRows = gatherBadRows({ name, names, dialect, skips });
  // Of several columns of one name the first.
  const places = new Map(names.map((column, place) => [column, place] as const).reverse());
  places.delete('');
  return { names, places, dialect, skips, tokenize: createTokenizer(dialect, names.length, arrays), badRows, arrays };
}

function tellUnsure(dialect: FoundDialect, names: readonly string[], source: string, { onUnsureNumbers }: DelimitedOptions): void {
  const { column, example } = dialect.unsure!;
  const value = toNumber(plainText(example, dialect));
  onUnsureNumbers?.({ source, column: names[column]!, example, value, sign: dialect.decimal });
}

/** @param skip Rows at the beginning that are none: the header. */
function frameOfTokens(tokens: Tokens, bytes: Uint8Array, { names, places, dialect, arrays }: Table, source: string, skip: number): Frame {
  const { starts, ends } = tokens;
  const length = Math.max(0, tokens.rows - skip);
  const stride = names.length;
  const columns: Column[] = [];
  const named = names[0] === '' ? names.slice(1) : names; // without an index
  return {
    rows: length,
    names: named,
    source,
    place: placeByLines(tokens.lines.subarray(skip)),
    style: { decimal: dialect.decimal, thousands: dialect.thousands },
    column(name) {
      const place = places.get(name);
      if (place === undefined) return undefined;
      return (columns[place] ??= arrays.kept(name, () => byteColumnReader(arrays))({
        bytes,
        starts,
        ends,
        offset: skip * stride + place,
        stride,
        length,
        style: dialect,
      }));
    },
  };
}

// A function of its own, so that the places of rows do not keep their bytes in memory.
const placeByLines = (lines: Uint32Array) => (row: number) => `line ${lines[row]}`;

function notUtf8(path: string): DataError {
  const fix = 'save it as UTF-8, or name its encoding';
  return new DataError('the data', [{ path, expected: 'text in UTF-8', received: 'bytes that are none', fix }]);
}

function tooLong(name: string, line: number): DataError {
  const fix = 'close the quote that is open in it';
  return new DataError(name, [
    { path: `${name} line ${line}`, expected: `a row of at most ${LONGEST_ROW / 2 ** 20} MiB`, received: 'a longer one', fix },
  ]);
}

function noRows(name: string, broken: number): DataError {
  const expected = 'rows below the header';
  if (broken === 0) return new EmptyTableError(name, expected, 'the header alone');
  return new DataError(name, [{ path: name, expected, received: `${broken} broken ${broken === 1 ? 'row' : 'rows'} alone` }]);
}
