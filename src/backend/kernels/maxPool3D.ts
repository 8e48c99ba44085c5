import { eachWindow, largest, poolingOf, volumePoolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, isNative, repairAll, zeros } from './repair.ts';
import { isBelowZero } from './volumePadding.ts';

/**
 * The largest value of each window of a volume. TF.js's WebAssembly gives a number near 0 where all of a window are negative; with
 * "same" and a stride longer than the window all of TF.js begins within the volume, not at its edge. So does TensorFlow where the
 * stride is longer by two; the rest is left to it.
 */
export const maxPool3D = repairAll<'x', PoolingAttributes>('MaxPool3D', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (isNative(backend) && !isBelowZero(volumePoolingOf(x.shape, attrs))) return runStock();
  const pooling = poolingOf(x.shape, attrs);
  const out = zeros(backend, pooling.outShape);
  const [values, answers] = [floats(backend, x), floats(backend, out)];
  eachWindow(pooling, (output, places, count) => {
    for (let channel = 0; channel < pooling.channels; channel++) {
      answers[output + channel] = values[largest(values, places, count, channel)]!;
    }
  });
  return out;
});
