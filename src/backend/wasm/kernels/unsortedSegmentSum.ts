import { ownKernel } from '../ownKernel.ts';

interface Attributes {
  readonly numSegments: number;
}

/** Adds up the rows of x that have the same segment id. [n, ...] by [n] ids -> [numSegments, ...] */
export const unsortedSegmentSum = ownKernel<'x' | 'segmentIds', Attributes>(
  'UnsortedSegmentSum',
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }, { kernels, addressOf }) => {
    if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const out = backend.makeOutput([numSegments, ...rowShape], 'float32');
    const [count, size] = [segmentIds.shape, rowShape].map((shape) => shape.reduce((all, length) => all * length, 1)) as [number, number];
    kernels.segmentSum(addressOf(backend, out), addressOf(backend, x), addressOf(backend, segmentIds), count, numSegments, size);
    return out;
  },
);
