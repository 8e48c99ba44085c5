/** A matrix in an array: where it begins, and how far it is from a value to the one below it, and to the one beside it. */
export interface Matrix {
  readonly values: Float32Array;
  start: number;
  readonly down: number;
  readonly across: number;
}

export interface Sizes {
  readonly rows: number;
  readonly shared: number;
  /** Of the second matrix, and so of the product, where it lies. */
  readonly columns: number;
  /** Those that are computed: from the first one up to another, which is not. */
  readonly firstColumn: number;
  readonly endColumn: number;
}

/** Columns of the second matrix that are gone through at once. */
export const WIDTH = 4;

/** Room for that many columns of as many numbers as each sum has. */
export const panelFor = ({ shared }: Pick<Sizes, 'shared'>): Float64Array => new Float64Array(WIDTH * shared);

/**
 * The product of two matrices: two rows by four columns at a time, whose eight sums stay in registers. The four columns are first
 * written out side by side, as 64-bit floats: so the innermost loop reads one after another, and V8 need not convert them again for
 * every two rows.
 * @param into Of which row follows row.
 */
export function multiply(
  a: Matrix,
  b: Matrix,
  into: Pick<Matrix, 'values' | 'start'>,
  { rows, shared, columns, firstColumn, endColumn }: Sizes,
  panel: Float64Array,
): void {
  const { values: left, down, across } = a;
  const { values } = into;
  for (let j = firstColumn; j < endColumn; j += WIDTH) {
    const width = Math.min(WIDTH, endColumn - j);
    writePanel(panel, b, b.start + j * b.across, shared, width);
    for (let i = 0; i < rows; i += 2) {
      // Of an odd number of rows the last is its own neighbour.
      const isPair = i + 1 < rows;
      let upper = a.start + i * down;
      let lower = isPair ? upper + down : upper;
      let upper0 = 0;
      let upper1 = 0;
      let upper2 = 0;
      let upper3 = 0;
      let lower0 = 0;
      let lower1 = 0;
      let lower2 = 0;
      let lower3 = 0;
      for (let k = 0, at = 0; k < shared; k++, at += 4) {
        const x = left[upper]!;
        const y = left[lower]!;
        const w0 = panel[at]!;
        const w1 = panel[at + 1]!;
        const w2 = panel[at + 2]!;
        const w3 = panel[at + 3]!;
        upper0 += x * w0;
        upper1 += x * w1;
        upper2 += x * w2;
        upper3 += x * w3;
        lower0 += y * w0;
        lower1 += y * w1;
        lower2 += y * w2;
        lower3 += y * w3;
        upper += across;
        lower += across;
      }
      const out = into.start + i * columns + j;
      values[out] = upper0;
      if (width > 1) values[out + 1] = upper1;
      if (width > 2) values[out + 2] = upper2;
      if (width > 3) values[out + 3] = upper3;
      if (!isPair) continue;
      values[out + columns] = lower0;
      if (width > 1) values[out + columns + 1] = lower1;
      if (width > 2) values[out + columns + 2] = lower2;
      if (width > 3) values[out + columns + 3] = lower3;
    }
  }
}

/** Up to four columns from a place on; beside them stays what was there, of which nothing is used. */
function writePanel(panel: Float64Array, { values, down, across }: Matrix, start: number, shared: number, width: number): void {
  if (width === WIDTH) {
    for (let k = 0, at = 0, from = start; k < shared; k++, at += WIDTH, from += down) {
      panel[at] = values[from]!;
      panel[at + 1] = values[from + across]!;
      panel[at + 2] = values[from + 2 * across]!;
      panel[at + 3] = values[from + 3 * across]!;
    }
    return;
  }
  for (let column = 0; column < width; column++) {
    for (let k = 0, at = column, from = start + column * across; k < shared; k++, at += WIDTH, from += down) panel[at] = values[from]!;
  }
}
