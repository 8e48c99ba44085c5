import { stat } from 'node:fs/promises';
import { isSource, type Source } from '../data/frame.ts';
import { collect } from '../data/read/collect.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { findFiles } from './read/files.ts';
import { ofAddress } from './toPath.ts';
import { openSource, type ReadOptions, type SourceData } from './read/openSource.ts';

/** Files of so many bytes or more in all are read anew for each pass, and never held in memory as a whole. */
const STREAM_FROM = 256 * 2 ** 20;

/** How a table is read, and whether it is held in memory. */
export interface TableOptions extends ReadOptions {
  /** Reads files anew for each pass instead of holding their rows in memory. Default: from 256 MB on. */
  readonly stream?: boolean;
  /** Called where they are, before the first pass. */
  readonly onStream?: () => void;
}

/** Rows in memory, or where they come from. */
export type TableData = RowData | Source | SourceData;

/**
 * The table that some data are: as it is where it is in memory already; of a file, a pattern of files, several, a stream, or a function that begins one all rows
 * in memory, or where those are large a source that is read anew for each pass.
 * @throws DataError where it cannot be read or is no table.
 */
export async function readTable(
  given: TableData,
  { stream, onStream, ...options }: TableOptions = {},
  signal?: AbortSignal,
): Promise<RowData | Source> {
  const data = ofAddress(given);
  if (isSource(data)) return data;
  if (!isReadable(data)) return data;
  const source = await openSource(data, options);
  if (stream === true || (stream === undefined && source.isRepeatable && (await sizeOf(data)) >= STREAM_FROM)) {
    onStream?.();
    return source;
  }
  return await collect(source, signal ? { signal } : {});
}

/** Whether rows have to be read first: paths, and what comes piece by piece. */
export function isReadable(data: unknown): data is SourceData {
  return (
    arePaths(data) ||
    data instanceof URL ||
    typeof data === 'function' ||
    (typeof data === 'object' && data !== null && Symbol.asyncIterator in data)
  );
}

/** A path or pattern, or a list of them. */
export const arePaths = (data: unknown): data is string | readonly string[] =>
  typeof data === 'string' || (Array.isArray(data) && data.length > 0 && data.every((entry) => typeof entry === 'string'));

async function sizeOf(data: SourceData | string): Promise<number> {
  if (typeof data !== 'string' && !Array.isArray(data)) return 0;
  const files = (await Promise.all([data].flat().map((path) => findFiles(path as string)))).flat();
  const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
