import { output } from '../../kernels/repair.ts';
import { ownKernel } from '../ownKernel.ts';
import { sizeOf } from '../rows.ts';

interface Attributes {
  readonly numSegments: number;
}

/** Adds up the rows of x that have the same segment id. [n, ...] by [n] ids -> [numSegments, ...] */
export const unsortedSegmentSum = ownKernel<'x' | 'segmentIds', Attributes>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }, { kernels, addressOf }) => {
    if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const out = output(backend, [numSegments, ...rowShape], 'float32');
    kernels.segmentSum(
      addressOf(backend, out),
      addressOf(backend, x),
      addressOf(backend, segmentIds),
      sizeOf(segmentIds.shape),
      numSegments,
      sizeOf(rowShape),
    );
    return out;
  },
);
