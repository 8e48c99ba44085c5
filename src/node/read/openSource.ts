import type { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Row } from '../../data/encoders.ts';
import type { Source } from '../../data/frame.ts';
import { sourceOfText, type ByteInput } from '../../data/read/byteInput.ts';
import type { DelimitedOptions } from '../../data/read/delimited/dialect.ts';
import { joinSources } from '../../data/read/joinSources.ts';
import { readOnce, sourceOfRows } from '../../data/read/memorySource.ts';
import { peek } from '../../data/read/peek.ts';
import { DataError, show } from '../../errors.ts';
import { ofAddress } from '../toPath.ts';
import { findFiles, readChunks, watchFile, type WatchedFile } from './files.ts';
import { FIRST_BYTES, formatTitles, formatOfBytes, formatOfName, kindOfFile, type Format } from './format.ts';
import { gunzipped } from './gunzip.ts';
import { readParquet } from './parquet.ts';
import { accessToBytes, accessToFile, readAt, wholeOf } from './randomAccess.ts';

/** How a table is read. What is left out is found by the name of the file and by what is in it. */
export interface ReadOptions extends DelimitedOptions {
  readonly format?: Format;
  /** What `-` reads. Default: `-` is the name of a file. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

/**
 * Where rows come from: a file, several or a pattern (`data/*.csv`), a stream of bytes or texts, or rows one by one; or a function that
 * begins such a stream anew for each reading, with the same rows each time.
 */
export type SourceData =
  | string
  | URL
  | (() => Iterable<Row | Uint8Array | string> | AsyncIterable<Row | Uint8Array | string>)
  | readonly string[]
  | Readable
  | ReadableStream<Uint8Array | string>
  | NodeReadableStream<Uint8Array | string>
  | AsyncIterable<Row | Uint8Array | string>;

/**
 * A source of rows that are read part by part: CSV and TSV in any dialect, JSON, JSON lines or Parquet, packed by gzip or not.
 * Files can be read again, and tell when they were changed in between; streams only once.
 * @throws DataError where a file is not there or cannot be read; when it is read, where it is no table.
 */
export async function openSource(given: SourceData, options: ReadOptions = {}): Promise<Source> {
  const data = ofAddress(given);
  if (data === '-' && options.stdin !== undefined) return openStream(options.stdin, 'standard input', options);
  if (typeof data === 'string') return openFiles(await findFiles(data), data, options);
  if (Array.isArray(data)) {
    const files = (await Promise.all((data as readonly string[]).map(findFiles))).flat();
    return openFiles(files, `${data.length} files`, options);
  }
  if (typeof data === 'function') return sourceOfReadings(data, options);
  if (isAsyncIterable(data)) return openStream(data, 'the data', options);
  const expected = 'a path, a list of paths, a stream, rows that come one by one, or a function that begins these anew';
  throw new DataError('the data', [{ path: 'data', expected, received: show(data) }]);
}

async function openFiles(paths: readonly string[], name: string, options: ReadOptions): Promise<Source> {
  if (paths.length === 0) throw new DataError('the data', [{ path: 'data', expected: 'one path at least', received: '[]' }]);
  const opened = await Promise.all(paths.map((path) => openFile(path, options)));
  requireTaken(options, opened.map(({ format }) => format), name); // prettier-ignore
  if (opened.length === 1) return opened[0]!.source;
  const mayLack = opened.every(({ format }) => format === 'json' || format === 'jsonl');
  return joinSources(
    name,
    opened.map(({ source }) => source),
    { mayLack, onEmpty: options.onEmpty },
  );
}

interface Opened {
  readonly source: Source;
  readonly format: Format;
}

async function openFile(path: string, options: ReadOptions): Promise<Opened> {
  const named = options.format ?? formatOfName(path);
  const file = await watchFile(path, kindOfFile(named));
  if (!file.isRegular) return openBytes(readChunks(file), path, options);
  const open = (isReused = false) => gunzipped(readChunks(file, isReused), path);
  const { first, close } = await peek(open(), FIRST_BYTES);
  await close();
  const found = formatOfBytes(first, path);
  const format = found === 'parquet' ? found : (named ?? found);
  const input: ByteInput = { name: path, isRepeatable: true, open };
  return { source: format === 'parquet' ? sourceOfParquet(path, file) : sourceOfText(input, { ...options, format }), format };
}

/** Which formats an option of reading says something about. */
const takenBy = {
  delimiter: ['csv', 'tsv'],
  quote: ['csv', 'tsv'],
  decimal: ['csv', 'tsv'],
  thousands: ['csv', 'tsv'],
  header: ['csv', 'tsv'],
  encoding: ['csv', 'tsv', 'json', 'jsonl'],
  onBadRow: ['csv', 'tsv', 'json', 'jsonl'],
} as const satisfies Partial<Record<keyof ReadOptions, readonly Format[]>>;

/** What is so anyway may be said of any format. */
const DEFAULTS: Partial<Record<keyof typeof takenBy, unknown>> = { onBadRow: 'error' };

/** @throws DataError where an option says nothing about any of the formats that were found: it would be passed over without a word. */
function requireTaken(options: ReadOptions, formats: readonly Format[], name: string): void {
  const idle = (Object.keys(takenBy) as (keyof typeof takenBy)[]).filter(
    (option) =>
      options[option] !== undefined &&
      options[option] !== DEFAULTS[option] &&
      !formats.some((format) => (takenBy[option] as readonly Format[]).includes(format)),
  );
  if (idle.length === 0) return;
  const expected = `nothing, as the data are ${formatTitles[formats[0]!]}`;
  throw new DataError(name, idle.map((path) => ({ path, expected, received: show(options[path]), fix: 'leave it out' }))); // prettier-ignore
}

/** What a function begins anew for each reading. */
function sourceOfReadings(begin: () => unknown, options: ReadOptions): Source {
  const name = 'the data';
  return {
    name,
    isRepeatable: true,
    async *frames(wanted) {
      const rows = begin();
      if (!isAsyncIterable(rows) && !isIterable(rows)) {
        const expected = 'a function that returns a new stream, or rows, at each call';
        throw new DataError(name, [{ path: 'data', expected, received: `one that returns ${show(rows)}` }]);
      }
      const source = await openStream(isAsyncIterable(rows) ? rows : oneByOne(rows), name, options);
      yield* source.frames(wanted);
    },
  };
}

async function* oneByOne(rows: Iterable<unknown>): AsyncGenerator<unknown> {
  yield* rows;
}

const isIterable = (data: unknown): data is Iterable<unknown> => typeof data === 'object' && data !== null && Symbol.iterator in data;

/** Bytes or rows, as the first one tells. */
async function openStream(data: AsyncIterable<unknown>, name: string, options: ReadOptions): Promise<Source> {
  const iterator = data[Symbol.asyncIterator]();
  const first = await iterator.next();
  const isBytes = first.done === true || first.value instanceof Uint8Array || typeof first.value === 'string';
  const all = continued(first, iterator);
  if (isBytes) {
    const { source, format } = await openBytes(toBytes(all, name), name, options);
    requireTaken(options, [format], name);
    return source;
  }
  return sourceOfRows(all as AsyncIterable<Row>, name);
}

async function* continued(first: IteratorResult<unknown>, iterator: AsyncIterator<unknown>): AsyncGenerator<unknown> {
  try {
    for (let next = first; !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

async function* toBytes(chunks: AsyncIterable<unknown>, name: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    if (chunk instanceof Uint8Array) yield chunk;
    else if (typeof chunk === 'string') yield encoder.encode(chunk);
    else throw new DataError('the data', [{ path: name, expected: 'bytes or texts', received: show(chunk) }]);
  }
}

/** Bytes that come once. */
async function openBytes(chunks: AsyncIterable<Uint8Array>, name: string, options: ReadOptions): Promise<Opened> {
  const { first, all, close } = await peek(gunzipped(chunks, name), FIRST_BYTES);
  const found = await formatOrClose(first, name, close);
  const format = found === 'parquet' ? found : (options.format ?? formatOfName(name) ?? found);
  const input: ByteInput = { name, isRepeatable: false, open: () => all };
  if (format !== 'parquet') return { source: sourceOfText(input, { ...options, format }), format };
  const once = readOnce(name);
  const source: Source = {
    name,
    isRepeatable: false,
    async *frames(wanted) {
      once();
      yield* readParquet(accessToBytes(await wholeOf(all, name)), name, wanted);
    },
  };
  return { source, format };
}

/** What bytes are no table shall not be waited for. */
async function formatOrClose(first: Uint8Array, name: string, close: () => Promise<void>): Promise<Format> {
  try {
    return formatOfBytes(first, name);
  } catch (error) {
    await close();
    throw error;
  }
}

/** A Parquet file; one that is packed as a whole is unpacked into memory. */
const sourceOfParquet = (path: string, file: WatchedFile): Source => ({
  name: path,
  isRepeatable: true,
  async *frames(options) {
    const opened = await file.open();
    let isWhole = false;
    try {
      const isPacked = (await readAt(opened, 0, 1))[0] === 0x1f;
      const access = isPacked ? accessToBytes(await wholeOf(gunzipped(readChunks(file), path), path)) : accessToFile(opened, file.size);
      yield* readParquet(access, path, options);
      isWhole = true;
    } finally {
      await (isWhole ? opened.close() : opened.handle.close());
    }
  },
});

const isAsyncIterable = (data: unknown): data is AsyncIterable<unknown> =>
  typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
