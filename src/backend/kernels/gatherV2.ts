import { repair } from './repair.ts';

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/** Rows shorter than this are copied value by value: making a view of them costs more. */
const SHORT_ROW = 16;

/** Rows of a tensor by their numbers. TF.js's own computes the place of every single value anew; here each row is copied as one. */
export const gatherV2 = repair<'x' | 'indices', Attributes>('GatherV2', ({ inputs: { x, indices }, attrs, backend }, runStock) => {
  const { axis, batchDims } = attrs;
  if (axis !== 0 || batchDims !== 0 || x.dtype === 'string') return runStock();
  const [rows = 0, ...rowShape] = x.shape;
  // Where a number is none of the rows', TF.js says what is wrong.
  if (backend.typedArrayFromHeap(indices).some((row) => row < 0 || row >= rows)) return runStock();
  const out = backend.makeOutput([...indices.shape, ...rowShape], x.dtype);
  const from = backend.typedArrayFromHeap(x);
  const into = backend.typedArrayFromHeap(out);
  const numbers = backend.typedArrayFromHeap(indices);
  const size = rowShape.reduce((all, length) => all * length, 1);
  for (let i = 0; i < numbers.length; i++) {
    const row = numbers[i]!;
    if (size < SHORT_ROW) for (let k = 0; k < size; k++) into[i * size + k] = from[row * size + k]!;
    else into.set(from.subarray(row * size, (row + 1) * size), i * size);
  }
  return out;
});
