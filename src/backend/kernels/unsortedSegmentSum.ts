import { output, repairBoth, valuesOf } from './repair.ts';

interface Attributes {
  readonly numSegments: number;
}

/**
 * Adds up the rows of x that have the same segment id: the gradient of an embedding. TF.js 4.22 has no WebAssembly kernel for it,
 * and in plain JavaScript passes over all of x once for each segment; here one pass does, in the same order and so to the same bits.
 * [n, ...] by [n] ids -> [numSegments, ...]. Rows whose id is none of the segments are left out.
 */
export const unsortedSegmentSum = repairBoth<'x' | 'segmentIds', Attributes>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attrs, backend }) => {
    const { numSegments } = attrs;
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    const out = output(backend, shape, x.dtype as 'float32' | 'int32');
    const ids = valuesOf(backend, segmentIds);
    const values = valuesOf(backend, x);
    const size = shape.slice(1).reduce((all, length) => all * length, 1);
    const sums = new Float64Array(numSegments * size);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      if (id < 0 || id >= numSegments) continue;
      for (let i = 0; i < size; i++) sums[id * size + i]! += values[row * size + i]!;
    }
    valuesOf(backend, out).set(sums);
    return out;
  },
);
