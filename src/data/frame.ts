import type { NumberStyle } from './writtenNumber.ts';

/** The cells of one column for some rows, in the order of the rows. */
export interface Column {
  readonly length: number;
  /**
   * The cell: a text, a number, a boolean, a list, a Date; undefined or null where there is none. A text that is a number with a
   * decimal comma comes with a point (`0.5` of `0,5`), so that it means the same in every table.
   */
  cell(row: number): unknown;
  /** The cell to the letter, where that may differ: for what is no number, such as a list with commas, and for messages. */
  written?(row: number): unknown;
  /**
   * All cells as numbers, [length]: NaN where a cell is none (a gap or another text; `cell` tells which). Computed once; not to
   * be changed.
   */
  numbers(): Float64Array;
  /** The different cells, and for each row which of them it has. Computed once; not to be changed. */
  coded(): Coded;
  /** The cells from one row to before another, of a column that can read them without the others; absent where it reads all at once. */
  part?(from: number, to: number): Column;
}

/** A column by its different cells: row `i` has `values[codes[i]]`. */
export interface Coded {
  readonly codes: Uint32Array;
  /** Each once, in the order in which they first come. */
  readonly values: readonly unknown[];
}

/** A cell to the letter: `0,5` where the table has decimal commas. */
export const writtenCell = (column: Column, row: number): unknown => (column.written ? column.written(row) : column.cell(row));

/** The number that each of a column's different cells is, by its code; NaN where it is none. */
export function codedNumbers(column: Column): Float64Array {
  const { codes, values } = column.coded();
  const numbers = column.numbers();
  const known = new Float64Array(values.length);
  for (let row = 0; row < codes.length; row++) known[codes[row]!] = numbers[row]!;
  return known;
}

/** Some rows of a table, column by column: all of them, or as many as are in memory at a time. */
export interface Frame {
  readonly rows: number;
  /** Names of all columns, in the table's order: also of those that were not asked for and are not there. */
  readonly names: readonly string[];
  /** What messages call the table: `iris.csv`. */
  readonly source: string;
  column(name: string): Column | undefined;
  /** Where a row stands, in words: `line 7` of a file, `row 7` of a list. */
  place(row: number): string;
  /** Of each broken row that was left out, how many of the frame's rows stand before it, ascending; where that is asked for. */
  readonly broken?: readonly number[];
  /** How its numbers are written, where it is of text. */
  readonly style?: NumberStyle;
}

/** Rows that come frame by frame: a file, several, a stream. */
export interface Source {
  /** What messages call it: `iris.csv`. */
  readonly name: string;
  /** Whether it can be read more than once, giving the same each time. */
  readonly isRepeatable: boolean;
  /**
   * All rows in order, the columns asked for (default: all) frame by frame.
   * @throws DataError where it cannot be read, or is no table; the signal's reason when it is aborted.
   */
  frames(options?: FrameOptions): AsyncIterable<Frame>;
}

export interface FrameOptions {
  /** Columns that will be read; those that the table does not have are no error here. */
  readonly columns?: readonly string[];
  /** Whether frames say where broken rows were left out; then one may have no other rows. Default: false. */
  readonly marksBroken?: boolean;
  /**
   * Whether a frame and all arrays of its columns are of use only until the next one is asked for, which may be read into the same
   * memory: for readers that copy what they keep. Default: false, they stay as they are.
   */
  readonly isReused?: boolean;
  readonly signal?: AbortSignal;
}

/** Whether something is read frame by frame. */
export const isSource = (data: unknown): data is Source =>
  typeof (data as Partial<Source> | null)?.frames === 'function' && typeof (data as Partial<Source>).name === 'string';
