import { tf } from '#tf';
import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/** Parts of a tensor by their numbers along an axis. Where one is none of the axis', TF.js says what is wrong. */
export const gatherV2 = plannedKernel<'x' | 'indices', Attributes>('GatherV2', ({ x, indices }, attrs, { gatherRows }) => {
  const bytes = bytesOf(x);
  if (bytes === undefined || indices.dtype !== 'int32' || x.shape.length === 0) return undefined;
  const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const { batchSize, outerSize, sliceSize, dimSize, outputShape } = tf.backend_util.segment_util.collectGatherOpShapeInfo(
    x as never, // whose shape alone it reads
    indices as never,
    axis,
    attrs.batchDims,
  );
  const count = sizeOf(indices.shape) / Math.max(1, batchSize);
  return {
    output: { shape: outputShape, dtype: x.dtype },
    bind:
      ({ inputs: { x, indices }, output: out }) =>
      () =>
        gatherRows(out, x, indices, batchSize, outerSize, count, dimSize, sliceSize * bytes) === 1,
  };
});
