import { copyRun } from './copyRun.ts';
import { output, repair } from './repair.ts';

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/** Rows of a tensor by their numbers. TF.js's own computes the place of every single value anew; here each row is copied as one. */
export const gatherV2 = repair<'x' | 'indices', Attributes>('GatherV2', ({ inputs: { x, indices }, attrs, backend }, runStock) => {
  const { axis, batchDims } = attrs;
  if (axis !== 0 || batchDims !== 0 || x.dtype === 'string') return runStock();
  const [rows = 0, ...rowShape] = x.shape;
  // Where a number is none of the rows', TF.js says what is wrong.
  if (backend.typedArrayFromHeap(indices).some((row) => row < 0 || row >= rows)) return runStock();
  const out = output(backend, [...indices.shape, ...rowShape], x.dtype);
  const from = backend.typedArrayFromHeap(x);
  const into = backend.typedArrayFromHeap(out);
  const numbers = backend.typedArrayFromHeap(indices);
  const size = rowShape.reduce((all, length) => all * length, 1);
  for (let i = 0; i < numbers.length; i++) {
    copyRun(from, numbers[i]! * size, into, i * size, size);
  }
  return out;
});
