import { isSource, type Column, type Frame, type Source } from '../frame.ts';
import { isPlainStyle, plainText, type NumberStyle } from '../writtenNumber.ts';
import { columnOfCells } from './cells.ts';
import { frameOf, type RowData } from './memoryFrame.ts';

/**
 * The same rows, with texts that are numbers as the given style writes them read so: `42.500` as 42500, `55,4` as 55.4. Numbers, and
 * texts that are none in that style, are as they were; so are files of text, which tell their own style.
 * @param style How the table writes numbers that a model was trained on. Default: as most tables do.
 */
export function readInStyle(rows: Source, style: NumberStyle | undefined): Source;
export function readInStyle(rows: RowData, style: NumberStyle | undefined): Frame;
export function readInStyle(rows: RowData | Source, style: NumberStyle | undefined): Frame | Source {
  const isPlain = style === undefined || isPlainStyle(style);
  const inOwn = (frame: Frame) => (isPlain || frame.style !== undefined ? frame : inStyle(frame, style));
  if (!isSource(rows)) return inOwn(frameOf(rows));
  if (isPlain) return rows;
  return {
    name: rows.name,
    isRepeatable: rows.isRepeatable,
    async *frames(options) {
      for await (const frame of rows.frames(options)) yield inOwn(frame);
    },
  };
}

function inStyle(frame: Frame, style: NumberStyle): Frame {
  const known = new Map<string, Column | undefined>();
  return {
    ...frame,
    style,
    column(name) {
      if (!known.has(name)) {
        const column = frame.column(name);
        known.set(name, column && styled(column, style));
      }
      return known.get(name);
    },
  };
}

function styled(column: Column, style: NumberStyle): Column {
  const plain = (cell: unknown) => (typeof cell === 'string' ? (plainText(cell, style) ?? cell) : cell);
  const cell = (row: number) => plain(column.cell(row));
  return columnOfCells(column.length, cell, (row) => column.written?.(row) ?? column.cell(row));
}
