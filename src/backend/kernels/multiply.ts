/** A matrix in an array: how far it is from a value to the one below it, and to the one beside it. */
export interface Matrix {
  readonly values: Float32Array;
  readonly down: number;
  readonly across: number;
}

export interface Sizes {
  readonly rows: number;
  readonly shared: number;
  readonly columns: number;
}

/** The product of two matrices: two rows by four columns at a time, whose eight sums stay in registers; what is left over, sum by sum. */
export function multiply(a: Matrix, b: Matrix, into: Float32Array, sizes: Sizes): void {
  const { rows, shared, columns } = sizes;
  const { values: left, down, across: nextA } = a;
  const { values: right, down: nextB, across } = b;
  const wholeRows = rows - (rows % 2);
  const wholeColumns = columns - (columns % 4);
  for (let i = 0; i < wholeRows; i += 2) {
    for (let j = 0; j < wholeColumns; j += 4) {
      let upper = i * down;
      let lower = upper + down;
      let b0 = j * across;
      let b1 = b0 + across;
      let b2 = b1 + across;
      let b3 = b2 + across;
      let upper0 = 0;
      let upper1 = 0;
      let upper2 = 0;
      let upper3 = 0;
      let lower0 = 0;
      let lower1 = 0;
      let lower2 = 0;
      let lower3 = 0;
      for (let k = 0; k < shared; k++) {
        const x = left[upper]!;
        const y = left[lower]!;
        const w0 = right[b0]!;
        const w1 = right[b1]!;
        const w2 = right[b2]!;
        const w3 = right[b3]!;
        upper0 += x * w0;
        upper1 += x * w1;
        upper2 += x * w2;
        upper3 += x * w3;
        lower0 += y * w0;
        lower1 += y * w1;
        lower2 += y * w2;
        lower3 += y * w3;
        upper += nextA;
        lower += nextA;
        b0 += nextB;
        b1 += nextB;
        b2 += nextB;
        b3 += nextB;
      }
      const out = i * columns + j;
      into[out] = upper0;
      into[out + 1] = upper1;
      into[out + 2] = upper2;
      into[out + 3] = upper3;
      into[out + columns] = lower0;
      into[out + columns + 1] = lower1;
      into[out + columns + 2] = lower2;
      into[out + columns + 3] = lower3;
    }
  }
  sumBySum(a, b, into, sizes, [0, wholeRows], [wholeColumns, columns]);
  sumBySum(a, b, into, sizes, [wholeRows, rows], [0, columns]);
}

/** The products of some rows with some columns, from the first up to the one before the last. */
function sumBySum(
  a: Matrix,
  b: Matrix,
  into: Float32Array,
  { shared, columns }: Sizes,
  [firstRow, endRow]: readonly [number, number],
  [firstColumn, endColumn]: readonly [number, number],
): void {
  for (let i = firstRow; i < endRow; i++) {
    for (let j = firstColumn; j < endColumn; j++) {
      let sum = 0;
      let fromA = i * a.down;
      let fromB = j * b.across;
      for (let k = 0; k < shared; k++) {
        sum += a.values[fromA]! * b.values[fromB]!;
        fromA += a.across;
        fromB += b.down;
      }
      into[i * columns + j] = sum;
    }
  }
}
