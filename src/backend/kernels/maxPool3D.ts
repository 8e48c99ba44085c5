import { plannedAll } from './plannedCpu.ts';
import { poolingOf, volumePoolingOf, type PoolingAttributes } from './pooling.ts';
import { isBelowZero } from './volumePadding.ts';
import { planAnswer, takeFirstLargest } from './windows.ts';

/**
 * The largest value of each window of a volume. TF.js's WebAssembly gives a number near 0 where all of a window are negative; with
 * "same" and a stride longer than the window all of TF.js begins within the volume, not at its edge. So does TensorFlow where the
 * stride is longer by two; the rest is left to it.
 */
export const maxPool3D = plannedAll<'x', PoolingAttributes>('MaxPool3D', ({ x }, attrs, backendName) =>
  backendName === 'tensorflow' && !isBelowZero(volumePoolingOf(x.shape, attrs))
    ? undefined
    : planAnswer(poolingOf(x.shape, attrs), takeFirstLargest),
);
