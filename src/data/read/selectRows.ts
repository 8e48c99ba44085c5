import type { Coded, Column, Frame } from '../frame.ts';
import { memoised } from './cells.ts';

/** Some rows of a frame, in the order given, each as often as it is given; it reads the frame when it is read itself. */
export function selectRows(frame: Frame, rows: Uint32Array): Frame {
  const columns = new Map<string, Column>();
  return {
    rows: rows.length,
    names: frame.names,
    source: frame.source,
    place: (row) => frame.place(rows[row]!),
    column(name) {
      const whole = frame.column(name);
      if (whole === undefined) return undefined;
      if (!columns.has(name)) columns.set(name, selectCells(whole, rows));
      return columns.get(name);
    },
  };
}

const selectCells = (whole: Column, rows: Uint32Array): Column =>
  memoised({
    length: rows.length,
    cell: (row) => whole.cell(rows[row]!),
    ...(whole.written ? { written: (row) => whole.written!(rows[row]!) } : {}),
    numbers: () => {
      const numbers = whole.numbers();
      return Float64Array.from(rows, (row) => numbers[row]!);
    },
    coded: () => selectCodes(whole.coded(), rows),
  });

/** Only values that some row has are left, in the order in which they now come first. */
function selectCodes({ codes, values }: Coded, rows: Uint32Array): Coded {
  const newCodes = new Map<number, number>();
  const kept: unknown[] = [];
  const selected = Uint32Array.from(rows, (row) => {
    const code = codes[row]!;
    let newCode = newCodes.get(code);
    if (newCode === undefined) {
      newCodes.set(code, (newCode = kept.length));
      kept.push(values[code]);
    }
    return newCode;
  });
  return { codes: selected, values: kept };
}
