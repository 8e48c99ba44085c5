import { DataError } from '../../../errors.ts';
import { writtenCell, type Column } from '../../frame.ts';
import { memoised } from '../cells.ts';
import { gatherCodes } from '../gatherCodes.ts';
import { PLAIN_STYLE, type NumberStyle } from '../../writtenNumber.ts';
import { joinBytes, joinFloat64 } from '../join.ts';
import { byteColumn, isByteColumn, type ByteCells } from './byteColumn.ts';

/** A longer run is copied by a call, a shorter one byte by byte. */
const SHORT = 32;

/** Joins columns of bytes as they come: their cells without what stood between them. */
export function gatherBytes() {
  const parts: Uint8Array[] = [];
  const lengths: Uint32Array[] = [];
  /** Files of one table may differ in how they write numbers. */
  const styles: NumberStyle[] = [];
  let rows = 0;
  return {
    isEmpty: () => parts.length === 0,
    /** Whether the column was taken: one of bytes. */
    add(column: Column): boolean {
      if (!isByteColumn(column)) return false;
      styles.push(column.byteCells.style);
      const sizes = sizesOf(column.byteCells);
      parts.push(copyCells(column.byteCells, sizes));
      lengths.push(sizes);
      rows += sizes.length;
      return true;
    },
    finish(): Column {
      const places = new Uint32Array(rows + 1);
      let [row, at] = [0, 0];
      for (const sizes of lengths) {
        for (let i = 0; i < sizes.length; i++) {
          at += sizes[i]!;
          places[++row] = at;
        }
      }
      if (at >= 2 ** 32) throw new DataError('the data', [{ path: 'a column', expected: 'less than 4 GiB of text', received: 'more' }]);
      const [style = PLAIN_STYLE] = styles;
      const cells = { bytes: joinBytes(parts), starts: places.subarray(0, rows), ends: places.subarray(1), stride: 1, style };
      const whole = byteColumn({ ...cells, offset: 0, length: rows });
      if (styles.every(({ decimal, thousands }) => decimal === style.decimal && thousands === style.thousands)) return whole;
      let offset = 0;
      const columns = lengths.map(({ length }, i) => {
        offset += length;
        return byteColumn({ ...cells, offset: offset - length, length, style: styles[i]! });
      });
      const codes = gatherCodes();
      for (const column of columns) codes.add(column);
      const joined = codes.finish();
      return memoised({
        length: rows,
        cell: (row) => joined.cell(row),
        written: (row) => writtenCell(whole, row),
        coded: () => joined.coded(),
        numbers: () => joinFloat64(columns.map((column) => column.numbers())),
      });
    },
  };
}

function sizesOf({ starts, ends, offset, stride, length }: ByteCells): Uint32Array {
  const sizes = new Uint32Array(length);
  for (let row = 0, at = offset; row < length; row++, at += stride) sizes[row] = ends[at]! - starts[at]!;
  return sizes;
}

function copyCells({ bytes, starts, offset, stride }: ByteCells, sizes: Uint32Array): Uint8Array {
  const copy = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let to = 0;
  for (let row = 0, at = offset; row < sizes.length; row++, at += stride) {
    const start = starts[at]!;
    const end = start + sizes[row]!;
    if (end - start > SHORT) {
      copy.set(bytes.subarray(start, end), to);
      to += end - start;
    } else for (let i = start; i < end; i++) copy[to++] = bytes[i]!;
  }
  return copy;
}
