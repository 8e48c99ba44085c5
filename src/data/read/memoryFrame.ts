import type { Row } from '../encoders.ts';
import type { Column, Frame } from '../frame.ts';
import { checkColumns, checkList, isRowObject, noRows, type Columns } from '../rows.ts';
import { columnOf, columnOfCells } from './cells.ts';

/** Rows that are in memory: objects, columns, or a frame of them. */
export type RowData = readonly Row[] | Columns | Frame;

export interface MemoryOptions {
  /** What messages call the table. Default: `the data`. */
  readonly source?: string;
  /** Of a part of a longer table: how many rows stand before it. Default: 0. */
  readonly before?: number;
  /** Where a row stands, in words. Default: `row 7`. */
  readonly place?: Frame['place'];
}

/**
 * A frame of what a program has in memory: a list of objects, an object of columns, or a frame.
 * @throws DataError where it is neither, or columns differ in length.
 */
export function frameOf(data: RowData, options: MemoryOptions = {}): Frame {
  if (isFrame(data)) return data;
  if (Array.isArray(data)) return frameOfRows(data, options);
  if (isRowObject(data)) return frameOfColumns(data as Columns, options);
  throw noRows(data);
}

/**
 * A frame of rows as objects. Its columns are all keys of all rows; a row that lacks one has a gap there.
 * @throws DataError where a row is no object.
 */
export function frameOfRows(rows: readonly Row[], options?: MemoryOptions): Frame {
  const reading = beginFrame(rows, options);
  reading.look(0, rows.length);
  return reading.finish();
}

/** A frame of rows as objects, which are looked at a part at a time. */
export interface FrameReading {
  /** @throws DataError where a row is no object. */
  look(from: number, to: number): void;
  /** The frame, once all rows have been looked at. */
  finish(): Frame;
}

export function beginFrame(
  rows: readonly Row[],
  { source = 'the data', before = 0, place = placeAfter(before) }: MemoryOptions = {},
): FrameReading {
  const names = new Set<string>();
  return {
    look(from, to) {
      const part = checkList(from === 0 && to === rows.length ? rows : rows.slice(from, to), before + from);
      for (const row of part) for (const name of Object.keys(row)) names.add(name);
    },
    finish() {
      const columnNamed = (name: string) => columnOfCells(rows.length, (row) => cellOf(rows[row]!, name));
      return frameOfMap(new Map([...names].map((name) => [name, columnNamed(name)])), { rows: rows.length, source, place });
    },
  };
}

/**
 * A frame of columns: lists or typed arrays of equal length, by name.
 * @throws DataError where a column is no list, or they differ in length.
 */
export function frameOfColumns(
  columns: Columns,
  { source = 'the data', before = 0, place = placeAfter(before) }: MemoryOptions = {},
): Frame {
  const rows = checkColumns(columns);
  return frameOfMap(new Map(Object.keys(columns).map((name) => [name, columnOf(columns[name]!)])), { rows, source, place });
}

/** A frame of columns that are made. */
export const frameOfMap = (columns: ReadonlyMap<string, Column>, rest: Pick<Frame, 'rows' | 'source' | 'place'>): Frame => ({
  ...rest,
  names: [...columns.keys()],
  column: (name) => columns.get(name),
});

// A function of its own, so that the place of a row does not keep all its table in memory.
const placeAfter = (before: number) => (row: number) => `row ${before + row + 1}`;

/** The cell of a column; what an object inherits (`constructor`) is none of its cells. */
const cellOf = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);

const isFrame = (data: RowData): data is Frame =>
  typeof (data as Partial<Frame> | null)?.column === 'function' && typeof (data as Partial<Frame>).place === 'function';
