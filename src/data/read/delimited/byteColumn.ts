import type { Column } from '../../frame.ts';
import { memoised, toNumber } from '../cells.ts';
import { codeBytes } from './codeBytes.ts';
import { parseNumbers } from './parseNumbers.ts';

/** The cells of one column as runs of UTF-8: cell `r` is `bytes[starts[offset + r * stride] .. ends[offset + r * stride])`. */
export interface ByteCells {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly offset: number;
  readonly stride: number;
  readonly length: number;
  readonly decimal: '.' | ',';
}

/** A column that reads its cells from bytes when it is asked for them. */
export interface ByteColumn extends Column {
  readonly byteCells: ByteCells;
}

export const isByteColumn = (column: Column): column is ByteColumn => 'byteCells' in column;

export function byteColumn(cells: ByteCells): ByteColumn {
  const { bytes, starts, ends, offset, stride, length, decimal } = cells;
  const cell = (row: number) => decodeText(bytes, starts[offset + row * stride]!, ends[offset + row * stride]!);
  const slow = (row: number) => {
    const text = cell(row);
    if (decimal === '.') return toNumber(text);
    return text.includes('.') ? NaN : toNumber(text.replace(',', '.'));
  };
  const column = memoised({
    length,
    cell: (row) => (row >= 0 && row < length ? cell(row) : undefined),
    numbers: () => parseNumbers(cells, slow),
    coded: () => codeBytes(cells, cell),
  });
  return { ...column, byteCells: cells };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Above it, the call of the decoder costs less than a look at each byte. */
const SHORT = 24;

/** The text of some bytes of UTF-8. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 128) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
