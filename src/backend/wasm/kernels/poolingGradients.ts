import type { PoolingAttributes } from '../../kernels/pooling.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { windowsOf } from '../windows.ts';

/** The gradient of max pooling: what arrives at a window goes to the first of its largest values. */
export const maxPoolGrad = plannedKernel<'dy' | 'input', PoolingAttributes>('MaxPoolGrad', ({ dy, input }, attrs, { maxPoolGradient }) => {
  if (dy.dtype !== 'float32' || input.dtype !== 'float32') return undefined;
  return {
    output: { shape: input.shape, dtype: 'float32' },
    table: windowsOf(input.shape, attrs),
    bind:
      ({ inputs: { dy, input }, output: gradient, table: geometry }) =>
      () =>
        maxPoolGradient(gradient, input, dy, geometry),
  };
});

/** The gradient of average pooling: what arrives at a window is shared out evenly among its values, padding left out. */
export const avgPoolGrad = plannedKernel<'dy' | 'input', PoolingAttributes>(
  'AvgPoolGrad',
  ({ dy, input }, attrs, { averagePoolGradient }) => {
    if (dy.dtype !== 'float32') return undefined;
    return {
      output: { shape: input.shape, dtype: 'float32' },
      table: windowsOf(input.shape, attrs),
      bind:
        ({ inputs: { dy }, output: gradient, table: geometry }) =>
        () =>
          averagePoolGradient(gradient, dy, geometry),
    };
  },
);
