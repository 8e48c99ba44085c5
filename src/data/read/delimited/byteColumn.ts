import type { Coded, Column } from '../../frame.ts';
import { plainText, type NumberStyle } from '../../writtenNumber.ts';
import { newArrays, type FrameArrays } from '../arrays.ts';
import { toNumber } from '../cells.ts';
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
export const byteColumn = (cells: ByteCells, arrays: FrameArrays = newArrays): ByteColumn => byteColumnReader(arrays)(cells);

/** Gives a column of cells, which is the same one each time: it is of use until the next cells are given. */
export function byteColumnReader(arrays: FrameArrays): (cells: ByteCells) => ByteColumn {
  let byteCells: ByteCells;
  let numbers: Float64Array | undefined;
  let coded: Coded | undefined;
  const isRow = (row: number) => row >= 0 && row < byteCells.length;
  const text = (row: number) => {
    const { bytes, starts, ends, offset, stride } = byteCells;
    return decodeText(bytes, starts[offset + row * stride]!, ends[offset + row * stride]!);
  };
  const cell = (row: number) => inPlain(text(row), byteCells.style);
  const slow = (row: number) => {
    const plain = plainText(text(row), byteCells.style);
    return plain === undefined ? NaN : toNumber(plain);
  };
  const place = () => byteCells.offset % byteCells.stride;
  const column: ByteColumn = {
    get byteCells() {
      return byteCells;
    },
    get length() {
      return byteCells.length;
    },
    cell: (row) => (isRow(row) ? cell(row) : undefined),
    written: (row) => (isRow(row) ? text(row) : undefined),
    numbers: () => (numbers ??= parseNumbers(byteCells, slow, arrays.float64(`numbers ${place()}`, byteCells.length))),
    coded: () => (coded ??= codeBytes(byteCells, cell, arrays.uint32(`codes ${place()}`, byteCells.length))),
  };
  return (cells) => {
    [byteCells, numbers, coded] = [cells, undefined, undefined];
    return column;
  };
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
