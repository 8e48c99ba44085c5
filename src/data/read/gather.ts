import type { Column } from '../frame.ts';
import { columnOf, columnOfGaps } from './cells.ts';
import { gatherBytes } from './delimited/gatherBytes.ts';
import { gatherCodes } from './gatherCodes.ts';
import { joinFloat64 } from './join.ts';

/** Joins the parts of a column as they come. */
export interface Gathering {
  add(part: Column): void;
  /** Rows that have no such column. */
  addGaps(rows: number): void;
  finish(): Column;
}

/** Bytes are kept as bytes, numbers as numbers, all else by its different values. */
export function gatherColumn(): Gathering {
  const bytes = gatherBytes();
  const numbers: Float64Array[] = [];
  let others: ReturnType<typeof gatherCodes> | undefined;
  const add = (part: Column) => {
    if (others === undefined && numbers.length === 0 && bytes.add(part)) return;
    if (others === undefined && bytes.isEmpty()) {
      const values = onlyNumbers(part);
      if (values !== undefined) {
        numbers.push(values);
        return;
      }
    }
    if (others === undefined) {
      others = gatherCodes();
      if (!bytes.isEmpty()) others.add(bytes.finish());
      for (const earlier of numbers.splice(0)) others.add(columnOf(earlier));
    }
    others.add(part);
  };
  return {
    add,
    addGaps: (rows) => add(columnOfGaps(rows)),
    finish: () => others?.finish() ?? (bytes.isEmpty() ? undefined : bytes.finish()) ?? columnOf(joinFloat64(numbers)),
  };
}

/** The cells of a column where each of them is a number by type (a text of digits is none: `007` is not 7). */
function onlyNumbers(column: Column): Float64Array | undefined {
  const values = new Float64Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const cell = column.cell(row);
    if (typeof cell !== 'number') return undefined;
    values[row] = cell;
  }
  return values;
}
