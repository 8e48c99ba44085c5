import { floats, repair } from './repair.ts';

interface Attributes {
  readonly numSegments: number;
}

/**
 * Adds up the rows of x that have the same segment id, which TF.js 4.22 has no WebAssembly kernel for: it is the gradient of an
 * embedding. [n, ...] by [n] ids -> [numSegments, ...]. Rows whose id is none of the segments are left out.
 */
export const unsortedSegmentSum = repair<'x' | 'segmentIds', Attributes>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attrs, backend }) => {
    const { numSegments } = attrs;
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    const out = backend.makeOutput(shape, x.dtype);
    const ids = backend.typedArrayFromHeap(segmentIds);
    const values = floats(backend, x);
    const sums = floats(backend, out).fill(0);
    const size = shape.slice(1).reduce((all, length) => all * length, 1);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      if (id < 0 || id >= numSegments) continue;
      for (let i = 0; i < size; i++) sums[id * size + i]! += values[row * size + i]!;
    }
    return out;
  },
);
