import type { Coded, Column, Frame } from '../frame.ts';
import { newArrays, type FrameArrays } from './arrays.ts';

/**
 * Some rows of a frame, in the order given, each as often as it is given; it reads the frame when it is read itself.
 * @param arrays Where what is selected is kept, until others are. Default: in new arrays.
 */
export function selectRows(frame: Frame, rows: Uint32Array, arrays: FrameArrays = newArrays): Frame {
  const columns = new Map<string, Column>();
  return {
    rows: rows.length,
    names: frame.names,
    source: frame.source,
    place: (row) => frame.place(rows[row]!),
    ...(frame.style ? { style: frame.style } : {}),
    column(name) {
      let column = columns.get(name);
      if (column !== undefined) return column;
      const whole = frame.column(name);
      if (whole === undefined) return undefined;
      const isWritten = whole.written !== undefined;
      column = arrays.kept(`${isWritten ? 'written' : 'selected'} ${name}`, () => selection(name, isWritten, arrays))(whole, rows);
      columns.set(name, column);
      return column;
    },
  };
}

/**
 * Gives a column of some cells of another, which is the same one each time: it is of use until the next cells are given.
 * @param isWritten Whether the others tell how their cells are written.
 */
function selection(name: string, isWritten: boolean, arrays: FrameArrays): (whole: Column, rows: Uint32Array) => Column {
  let whole: Column;
  let rows: Uint32Array;
  let numbers: Float64Array | undefined;
  let coded: Coded | undefined;
  const column: Column = {
    get length() {
      return rows.length;
    },
    cell: (row) => whole.cell(rows[row]!),
    ...(isWritten ? { written: (row) => whole.written!(rows[row]!) } : {}),
    numbers: () => (numbers ??= selectNumbers(whole.numbers(), rows, arrays.float64(`numbers ${name}`, rows.length))),
    coded: () => (coded ??= selectCodes(whole.coded(), rows, arrays.uint32(`codes ${name}`, rows.length))),
  };
  return (...given) => {
    [whole, rows] = given;
    [numbers, coded] = [undefined, undefined];
    return column;
  };
}

function selectNumbers(numbers: Float64Array, rows: Uint32Array, selected: Float64Array): Float64Array {
  for (let i = 0; i < rows.length; i++) selected[i] = numbers[rows[i]!]!;
  return selected;
}

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
