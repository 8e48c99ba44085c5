import { columnOf } from '../../data/read/cells.ts';
import { frameOfMap } from '../../data/read/memoryFrame.ts';
import type { Column, Frame, FrameOptions } from '../../data/frame.ts';
import { EmptyTableError } from '../../data/read/emptyTable.ts';
import { DataError, NetspecError } from '../../errors.ts';
import type { RandomAccess } from './randomAccess.ts';

/** So many rows at most make one frame. */
const ROWS = 2 ** 16;

/**
 * The rows of a Parquet file, read row group by row group, only the columns that are asked for. Whole numbers come as numbers
 * (as texts where a number would not be exact), decimals as numbers, dates and times as Dates, lists as lists.
 * @throws DataError where it is no Parquet file, or is damaged.
 */
export async function* readParquet(file: RandomAccess, name: string, { columns, signal }: FrameOptions = {}): AsyncGenerator<Frame> {
  const [{ parquetMetadataAsync, parquetScan, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const metadata = await told(parquetMetadataAsync(file), name);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  if (metadata.num_rows === 0n) throw new EmptyTableError(name, 'rows', 'none');
  const wanted = names.filter((column) => columns === undefined || columns.includes(column));
  const scan = await told(parquetScan({ file, metadata, compressors, columns: wanted }), name);
  let before = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const whole = new Map<string, ArrayLike<unknown>>();
    for (const column of wanted) {
      signal?.throwIfAborted();
      const cells = await told(scan.readColumn({ column, rowStart: before, rowEnd: before + rows }), name);
      whole.set(column, plainCells(cells));
    }
    for (let start = 0; start < rows; start += ROWS) {
      signal?.throwIfAborted();
      const end = Math.min(rows, start + ROWS);
      const part = new Map<string, Column>();
      for (const [column, cells] of whole) part.set(column, columnOf(slice(cells, start, end)));
      yield { ...frameOfMap(part, { rows: end - start, source: name, place: placeAfter(before + start) }), names };
    }
    before += rows;
  }
}

const placeAfter = (before: number) => (row: number) => `row ${before + row + 1}`;

const slice = (cells: ArrayLike<unknown>, start: number, end: number): ArrayLike<unknown> =>
  cells instanceof Float64Array ? cells.subarray(start, end) : Array.prototype.slice.call(cells, start, end);

/** Numbers as Float64Array where all are numbers, else a list. */
function plainCells(cells: ArrayLike<unknown>): ArrayLike<unknown> {
  if (ArrayBuffer.isView(cells) && !(cells instanceof BigInt64Array || cells instanceof BigUint64Array)) {
    return Float64Array.from(cells as Float32Array);
  }
  const plain = Array.from(cells, plainCell);
  return plain.every((cell) => typeof cell === 'number') ? Float64Array.from(plain) : plain;
}

function plainCell(cell: unknown): unknown {
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
  if (Array.isArray(cell) || (ArrayBuffer.isView(cell) && !(cell instanceof DataView))) return Array.from(cell as unknown[], plainCell);
  return cell;
}

async function told<T>(reading: T | Promise<T>, name: string): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof NetspecError || !(error instanceof Error)) throw error;
    const received = `one that cannot be read: ${error.message}`;
    throw new DataError('the data', [{ path: name, expected: 'a Parquet file', received }]);
  }
}
