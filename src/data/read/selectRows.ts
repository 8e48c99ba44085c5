import type { Coded, Column, Frame } from '../frame.ts';
import { newArrays, type FrameArrays } from './arrays.ts';
import { memoised } from './cells.ts';

/**
 * Some rows of a frame, in the order given, each as often as it is given; it reads the frame when it is read itself.
 * @param arrays Where what is selected is kept. Default: in new arrays.
 */
export function selectRows(frame: Frame, rows: Uint32Array, arrays: FrameArrays = newArrays): Frame {
  const columns = new Map<string, Column>();
  return {
    rows: rows.length,
    names: frame.names,
    source: frame.source,
    place: (row) => frame.place(rows[row]!),
    column(name) {
      const whole = frame.column(name);
      if (whole === undefined) return undefined;
      if (!columns.has(name))
        columns.set(
          name,
          selectCells(whole, rows, {
            numbers: (length) => arrays.float64(`numbers ${name}`, length),
            codes: (length) => arrays.uint32(`codes ${name}`, length),
          }),
        );
      return columns.get(name);
    },
  };
}

/** Gives arrays of some length. */
interface ColumnArrays {
  numbers(length: number): Float64Array;
  codes(length: number): Uint32Array;
}

const selectCells = (whole: Column, rows: Uint32Array, arrays: ColumnArrays): Column =>
  memoised({
    length: rows.length,
    cell: (row) => whole.cell(rows[row]!),
    ...(whole.written ? { written: (row) => whole.written!(rows[row]!) } : {}),
    numbers: () => {
      const [numbers, selected] = [whole.numbers(), arrays.numbers(rows.length)];
      for (let i = 0; i < rows.length; i++) selected[i] = numbers[rows[i]!]!;
      return selected;
    },
    coded: () => selectCodes(whole.coded(), rows, arrays.codes(rows.length)),
  });

/** Only values that some row has are left, in the order in which they now come first. */
function selectCodes({ codes, values }: Coded, rows: Uint32Array, selected: Uint32Array): Coded {
  const newCodes = new Int32Array(values.length).fill(-1);
  const kept: unknown[] = [];
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    let newCode = newCodes[code]!;
    if (newCode < 0) {
      newCodes[code] = newCode = kept.length;
      kept.push(values[code]);
    }
    selected[i] = newCode;
  }
  return { codes: selected, values: kept };
}
