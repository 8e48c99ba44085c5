import type { Column } from '../frame.ts';
import { isByteColumn } from '../read/delimited/byteColumn.ts';

const ZERO = 48;
const NINE = 57;

/** Tells of a cell that is a number whether it is written with zeros in front (`007`), of bytes without a look at its text. */
export function leadingZerosOf(column: Column): (row: number) => boolean {
  if (!isByteColumn(column)) {
    return (row) => {
      const cell = column.cell(row);
      return typeof cell === 'string' && /^\s*0\d/.test(cell);
    };
  }
  const { bytes, starts, ends, offset, stride } = column.byteCells;
  return (row) => {
    let at = starts[offset + row * stride]!;
    const end = ends[offset + row * stride]!;
    while (at < end && (bytes[at]! <= 32 || bytes[at]! >= 128)) at++; // white space, since all else is no number
    return at + 1 < end && bytes[at] === ZERO && bytes[at + 1]! >= ZERO && bytes[at + 1]! <= NINE;
  };
}
