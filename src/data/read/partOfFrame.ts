import type { Coded, Column, Frame } from '../frame.ts';
import { memoised } from './cells.ts';

/** The rows of a frame from one to before another. Of columns that can be read so, no other cells are. */
export function partOfFrame(frame: Frame, from: number, to: number): Frame {
  const columns = new Map<string, Column | undefined>();
  return {
    rows: to - from,
    names: frame.names,
    source: frame.source,
    place: (row) => frame.place(from + row),
    ...(frame.style ? { style: frame.style } : {}),
    column(name) {
      if (!columns.has(name)) {
        const whole = frame.column(name);
        columns.set(name, whole && partOfColumn(whole, from, to));
      }
      return columns.get(name);
    },
  };
}

/** The cells of a column from one row to before another. */
export function partOfColumn(whole: Column, from: number, to: number): Column {
  return (
    whole.part?.(from, to) ??
    memoised({
      length: to - from,
      cell: (row) => whole.cell(from + row),
      ...(whole.written ? { written: (row) => whole.written!(from + row) } : {}),
      numbers: () => whole.numbers().subarray(from, to),
      coded: () => partOfCodes(whole.coded(), from, to),
    })
  );
}

/** Only values that some row has are left, in the order in which they now come first. */
function partOfCodes({ codes, values }: Coded, from: number, to: number): Coded {
  const known = new Map<number, number>();
  const part = codes.slice(from, to).map((code) => {
    const place = known.get(code) ?? known.size;
    known.set(code, place);
    return place;
  });
  return { codes: part, values: [...known.keys()].map((code) => values[code]) };
}
