import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRun } from './copyRun.ts';
import { isWasm, output, repairBoth, valuesOf } from './repair.ts';

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/**
 * Parts of a tensor by their numbers along an axis, each copied as one: TF.js works out the place of each value anew, and on WebAssembly
 * knows nothing of batches.
 */
export const gatherV2 = repairBoth<'x' | 'indices', Attributes>('GatherV2', ({ inputs: { x, indices }, attrs, backend }, runStock) => {
  const isOfNothing = x.shape.includes(0) || indices.shape.includes(0);
  if (!areNumbers(x) || (!isWasm(backend) && isOfNothing)) return runStock();
  const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis;
  let numbers = valuesOf(backend, indices);
  // Where a number is none of the axis, TF.js says what is wrong.
  const length = x.shape[axis]!;
  for (let i = 0; i < numbers.length; i++) if (!(numbers[i]! >= 0 && numbers[i]! < length)) return runStock();
  const { batchSize, outerSize, sliceSize, outputShape } = tf.backend_util.segment_util.collectGatherOpShapeInfo(
    x as never, // whose shape alone it reads
    indices as never,
    axis,
    attrs.batchDims,
  );
  const out = output(backend, outputShape, x.dtype);
  const [from, into] = [valuesOf(backend, x), valuesOf(backend, out)];
  numbers = valuesOf(backend, indices); // the memory may have moved
  const each = numbers.length / batchSize;
  for (let row = 0, target = 0; row < batchSize * outerSize; row++) {
    const first = Math.floor(row / outerSize) * each;
    for (let i = first; i < first + each; i++, target += sliceSize) {
      copyRun(from, (row * length + numbers[i]!) * sliceSize, into, target, sliceSize);
    }
  }
  return out;
});
