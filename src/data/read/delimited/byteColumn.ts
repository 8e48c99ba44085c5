import type { Column } from '../../frame.ts';
import { plainText, type NumberStyle } from '../../writtenNumber.ts';
import { newArrays, type FrameArrays } from '../arrays.ts';
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
  readonly style: NumberStyle;
}

/** A column that reads its cells from bytes when it is asked for them. */
export interface ByteColumn extends Column {
  readonly byteCells: ByteCells;
}

export const isByteColumn = (column: Column): column is ByteColumn => 'byteCells' in column;

/** @param arrays Where its numbers and codes come from. Default: they are new. */
export function byteColumn(cells: ByteCells, arrays: FrameArrays = newArrays): ByteColumn {
  const { bytes, starts, ends, offset, stride, length, style } = cells;
  const isRow = (row: number) => row >= 0 && row < length;
  const text = (row: number) => decodeText(bytes, starts[offset + row * stride]!, ends[offset + row * stride]!);
  const cell = (row: number) => inPlain(text(row), style);
  const slow = (row: number) => {
    const plain = plainText(text(row), style);
    return plain === undefined ? NaN : toNumber(plain);
  };
  const column = memoised({
    length,
    cell: (row) => (isRow(row) ? cell(row) : undefined),
    written: (row) => (isRow(row) ? text(row) : undefined),
    numbers: () => parseNumbers(cells, slow, arrays.float64(`numbers ${offset % stride}`, length)),
    coded: () => codeBytes(cells, cell, arrays.uint32(`codes ${offset % stride}`, length)),
  });
  return { ...column, byteCells: cells };
}

/** A number as a plain one with a decimal point; plain ones, and every other text, as they are. */
function inPlain(text: string, style: NumberStyle): string {
  const mayDiffer = (style.decimal === ',' ? UNPLAIN_COMMA : UNPLAIN).test(text);
  return mayDiffer ? (plainText(text, style) ?? text) : text;
}

/** What is in no number that is plain already. */
const UNPLAIN = /[,'’ \u00a0\u2007\u2009\u202f\u2212]/;
const UNPLAIN_COMMA = /[.,'’ \u00a0\u2007\u2009\u202f\u2212]/;

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
