import { poolingOf, type PoolingAttributes } from '../../kernels/pooling.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { windowsOf } from '../windows.ts';

/** The largest value or the mean of each window over images. */
const pooling = (kernelName: 'MaxPool' | 'AvgPool') =>
  plannedKernel<'x', PoolingAttributes>(kernelName, ({ x }, attrs, { pool }) => {
    if (x.dtype !== 'float32') return undefined;
    const ofLargest = Number(kernelName === 'MaxPool');
    return {
      output: { shape: [...poolingOf(x.shape, attrs).outShape], dtype: 'float32' },
      table: windowsOf(x.shape, attrs),
      bind:
        ({ inputs: { x }, output: out, table: geometry }) =>
        () =>
          pool(out, x, geometry, ofLargest),
    };
  });

export const maxPool = pooling('MaxPool');
export const avgPool = pooling('AvgPool');
