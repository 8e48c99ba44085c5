import { plannedBoth } from './plannedCpu.ts';
import { poolingOf, volumePoolingOf, type PoolingAttributes } from './pooling.ts';
import { isBelowZero } from './volumePadding.ts';
import { planAnswer, takeMean } from './windows.ts';

/**
 * The mean of each window of a volume, padding left out. With "same" and a stride longer than the window TF.js begins within the
 * volume, not at its edge; the rest is left to it on WebAssembly.
 */
export const avgPool3D = plannedBoth<'x', PoolingAttributes>('AvgPool3D', ({ x }, attrs, backendName) =>
  x.dtype !== 'float32' || (backendName === 'wasm' && !isBelowZero(volumePoolingOf(x.shape, attrs)))
    ? undefined
    : planAnswer(poolingOf(x.shape, attrs), takeMean),
);
