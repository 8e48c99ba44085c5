import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { words } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/**
 * Parts of a tensor by their numbers along an axis, each copied as one: TF.js works out the place of each value anew, and on WebAssembly
 * knows nothing of batches.
 */
export const gatherV2 = plannedBoth<'x' | 'indices', Attributes>('GatherV2', ({ x, indices }, attrs, backendName) => {
  const isOfNothing = x.shape.includes(0) || indices.shape.includes(0);
  if (!areNumbers(x, indices) || (backendName === 'cpu' && isOfNothing)) return undefined;
  const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis;
  const length = x.shape[axis]!;
  const { batchSize, outerSize, sliceSize, outputShape } = tf.backend_util.segment_util.collectGatherOpShapeInfo(
    x as never, // whose shape alone it reads
    indices as never,
    axis,
    attrs.batchDims,
  );
  const each = tf.util.sizeFromShape(indices.shape) / batchSize;
  return {
    output: { shape: outputShape, dtype: x.dtype },
    bind: ({ inputs: { x, indices }, output }) => {
      const [from, into] = [words(x), words(output)];
      return () => {
        // Where a number is none of the axis, TF.js says what is wrong.
        for (let i = 0; i < indices.length; i++) if (!(indices[i]! >= 0 && indices[i]! < length)) return false;
        for (let row = 0, target = 0; row < batchSize * outerSize; row++) {
          const first = Math.floor(row / outerSize) * each;
          for (let i = first; i < first + each; i++) {
            let source = (row * length + indices[i]!) * sliceSize;
            for (const end = target + sliceSize; target < end; target++, source++) into[target] = from[source]!;
          }
        }
        return true;
      };
    },
  };
});
