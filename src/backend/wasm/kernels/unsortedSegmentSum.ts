import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

interface Attributes {
  readonly numSegments: number;
}

/** Adds up the rows of x that have the same segment id. [n, ...] by [n] ids -> [numSegments, ...] */
export const unsortedSegmentSum = plannedKernel<'x' | 'segmentIds', Attributes>(
  'UnsortedSegmentSum',
  ({ x, segmentIds }, { numSegments }, { segmentSum }) => {
    if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const [count, size] = [sizeOf(segmentIds.shape), sizeOf(rowShape)];
    return {
      output: { shape: [numSegments, ...rowShape], dtype: 'float32' },
      bind:
        ({ inputs: { x, segmentIds }, output: out }) =>
        () =>
          segmentSum(out, x, segmentIds, count, numSegments, size),
    };
  },
);
