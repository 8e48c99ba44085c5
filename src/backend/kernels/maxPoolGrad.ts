import { eachWindow, largest, poolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, repair, zeros } from './repair.ts';

/**
 * The gradient of max pooling: what arrives at a window goes to the first of its largest values. TF.js starts its search at 0 and
 * so gives it to the wrong value where all of a window are negative.
 */
const maxPoolGradient = (kernelName: string) =>
  repair<'dy' | 'input', PoolingAttributes>(kernelName, ({ inputs: { dy, input }, attrs, backend }) => {
    const pooling = poolingOf(input.shape, attrs);
    const dx = zeros(backend, input.shape);
    const [values, arriving, gradient] = [floats(backend, input), floats(backend, dy), floats(backend, dx)];
    eachWindow(pooling, (output, places, count) => {
      for (let channel = 0; channel < pooling.channels; channel++) {
        gradient[largest(values, places, count, channel)]! += arriving[output + channel]!;
      }
    });
    return dx;
  });

/** [batch, height, width, channels] */
export const maxPoolGrad = maxPoolGradient('MaxPoolGrad');
/** [batch, depth, height, width, channels] */
export const maxPool3DGrad = maxPoolGradient('MaxPool3DGrad');
