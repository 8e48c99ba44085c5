import { eachWindow, poolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, repairBoth, zeros } from './repair.ts';

/**
 * The gradient of average pooling: what arrives at a window is shared out evenly among its values. TF.js counts padding among
 * them, which its forward pass does not, so that with padding "same" the edges get too little.
 */
const avgPoolGradient = (kernelName: string) =>
  repairBoth<'dy' | 'input', PoolingAttributes>(kernelName, ({ inputs: { dy, input }, attrs, backend }) => {
    const pooling = poolingOf(input.shape, attrs);
    const dx = zeros(backend, input.shape);
    const [arriving, gradient] = [floats(backend, dy), floats(backend, dx)];
    eachWindow(pooling, (output, places, count) => {
      for (let channel = 0; channel < pooling.channels; channel++) {
        const share = arriving[output + channel]! / count;
        for (let i = 0; i < count; i++) gradient[places[i]! + channel]! += share;
      }
    });
    return dx;
  });

/** [batch, height, width, channels] */
export const avgPoolGrad = avgPoolGradient('AvgPoolGrad');
/** [batch, depth, height, width, channels] */
export const avgPool3DGrad = avgPoolGradient('AvgPool3DGrad');
