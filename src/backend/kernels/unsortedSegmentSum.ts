import { tf } from '#tf';
import { plannedBoth } from './plannedCpu.ts';

interface Attributes {
  readonly numSegments: number;
}

/**
 * Adds up the rows of x that have the same segment id: the gradient of an embedding. TF.js 4.22 has no WebAssembly kernel for it,
 * and in plain JavaScript passes over all of x once for each segment; here one pass does, in the same order and so to the same bits.
 * [n, ...] by [n] ids -> [numSegments, ...]. Rows whose id is none of the segments are left out.
 */
export const unsortedSegmentSum = plannedBoth<'x' | 'segmentIds', Attributes>(
  'UnsortedSegmentSum',
  ({ x, segmentIds }, { numSegments }) => {
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    const size = tf.util.sizeFromShape(shape.slice(1));
    return {
      output: { shape, dtype: x.dtype },
      bind: ({ inputs: { x: values, segmentIds: ids }, output }) => {
        const sums = new Float64Array(numSegments * size);
        return () => {
          sums.fill(0);
          for (let row = 0; row < ids.length; row++) {
            const id = ids[row]!;
            if (id < 0 || id >= numSegments) continue;
            for (let i = 0, from = row * size, to = id * size; i < size; i++, from++, to++) sums[to]! += values[from]!;
          }
          output.set(sums);
        };
      },
    };
  },
);
