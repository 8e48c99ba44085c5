import type { Coded, Column } from '../frame.ts';
import { readNumber } from '../number.ts';
import { readAmount } from '../writtenNumber.ts';

/** A column of cells that are in memory as values: any list, or a typed array. */
export function columnOf(cells: ArrayLike<unknown>): Column {
  const take = cells instanceof Float64Array ? (from: number, to: number) => columnOf(cells.subarray(from, to)) : undefined;
  return memoised({
    length: cells.length,
    cell: (row) => cells[row],
    numbers: () => (cells instanceof Float64Array && !cells.some(isInfinite) ? cells : Float64Array.from(cells, toNumber)),
    coded: () => codeCells(cells.length, (row) => cells[row]),
    part: take ?? ((from, to) => columnOfCells(to - from, (row) => cells[from + row])),
  });
}

/**
 * A column of cells that are read one by one.
 * @param written As a column has it. Default: cells are as they are written.
 */
export function columnOfCells(length: number, cell: Column['cell'], written?: Column['written']): Column {
  return memoised({
    length,
    cell,
    ...(written ? { written } : {}),
    numbers: () => Float64Array.from({ length }, (_, row) => toNumber(cell(row))),
    coded: () => codeCells(length, cell),
    part: (from, to) => columnOfCells(to - from, (row) => cell(from + row), written && ((row) => written(from + row))),
  });
}

const isInfinite = (value: number) => value === Infinity || value === -Infinity;

/** A column by its different cells, which it keeps once each. */
export function columnOfCodes({ codes, values }: Coded): Column {
  return memoised({
    length: codes.length,
    cell: (row) => values[codes[row]!],
    numbers: () => {
      const numbers = Float64Array.from(values, toNumber);
      return Float64Array.from(codes, (code) => numbers[code]!);
    },
    coded: () => ({ codes, values }),
  });
}

/** A column of which nothing is there. */
export const columnOfGaps = (length: number): Column => columnOfCodes({ codes: new Uint32Array(length), values: [undefined] });

/** The same column, which computes its numbers and its codes when they are first asked for, and once. */
export function memoised(column: Column): Column {
  let numbers: Float64Array | undefined;
  let coded: Coded | undefined;
  return {
    length: column.length,
    cell: (row) => column.cell(row),
    ...(column.written ? { written: (row) => column.written!(row) } : {}),
    numbers: () => (numbers ??= column.numbers()),
    coded: () => (coded ??= column.coded()),
    ...(column.part ? { part: (from, to) => column.part!(from, to) } : {}),
  };
}

/** The number that a cell is, also as people write it (`readAmount`); NaN where it is none. */
export function toNumber(cell: unknown): number {
  if (typeof cell === 'bigint') return Number(cell);
  return readNumber(cell) ?? (typeof cell === 'string' ? readAmount(cell) : undefined) ?? NaN;
}

/** Cells by their different values: dates by their time, lists and objects each for itself. */
export function codeCells(length: number, cell: (row: number) => unknown): Coded {
  const known = new Map<unknown, number>();
  const values: unknown[] = [];
  const codes = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const value = cell(row);
    const key = keyOf(value);
    let code = known.get(key);
    if (code === undefined) {
      known.set(key, (code = values.length));
      values.push(value);
    }
    codes[row] = code;
  }
  return { codes, values };
}

/** What is equal for equal cells. */
export const keyOf = (cell: unknown): unknown => (cell instanceof Date ? `\0date ${cell.getTime()}` : cell); // no text begins so
