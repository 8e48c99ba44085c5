import { plannedBoth } from './plannedCpu.ts';
import { poolingOf, type PoolingAttributes } from './pooling.ts';
import { shareOut, windowsOf } from './windows.ts';

/**
 * The gradient of average pooling: what arrives at a window is shared out evenly among its values. TF.js counts padding among
 * them, which its forward pass does not, so that with padding "same" the edges get too little.
 */
const avgPoolGradient = (kernelName: string) =>
  plannedBoth<'dy' | 'input', PoolingAttributes>(kernelName, ({ input }, attrs) => {
    const windows = windowsOf(poolingOf(input.shape, attrs));
    return {
      output: { shape: input.shape, dtype: 'float32' },
      bind: ({ inputs, output }) => {
        const [gradient, arriving] = [output as Float32Array, inputs.dy as Float32Array];
        return () => {
          shareOut(gradient, arriving, windows);
        };
      },
    };
  });

/** [batch, height, width, channels] */
export const avgPoolGrad = avgPoolGradient('AvgPoolGrad');
/** [batch, depth, height, width, channels] */
export const avgPool3DGrad = avgPoolGradient('AvgPool3DGrad');
