import { output } from '../../kernels/repair.ts';
import { poolingOf, type PoolingAttributes } from '../../kernels/pooling.ts';
import type { WindowNumbers } from '../exports.ts';
import { ownKernel } from '../ownKernel.ts';

/** The gradient of max pooling: what arrives at a window goes to the first of its largest values. */
export const maxPoolGrad = ownKernel<'dy' | 'input', PoolingAttributes>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs, backend }, { kernels, addressOf }) => {
    if (dy.dtype !== 'float32' || input.dtype !== 'float32') return undefined;
    const windows = windowsOf(input.shape, attrs);
    const gradient = output(backend, input.shape, 'float32');
    kernels.maxPoolGradient(addressOf(backend, gradient), addressOf(backend, input), addressOf(backend, dy), ...windows);
    return gradient;
  },
);

/** The gradient of average pooling: what arrives at a window is shared out evenly among its values, padding left out. */
export const avgPoolGrad = ownKernel<'dy' | 'input', PoolingAttributes>(
  'AvgPoolGrad',
  ({ inputs: { dy, input }, attrs, backend }, { kernels, addressOf }) => {
    if (dy.dtype !== 'float32') return undefined;
    const windows = windowsOf(input.shape, attrs);
    const gradient = output(backend, input.shape, 'float32');
    kernels.averagePoolGradient(addressOf(backend, gradient), addressOf(backend, dy), ...windows);
    return gradient;
  },
);

/** How the windows move over images, as our module takes it. */
function windowsOf(shape: readonly number[], attrs: PoolingAttributes): WindowNumbers {
  const { batch, channels, axes } = poolingOf(shape, attrs);
  const [, height, width] = axes;
  const sizes = [batch, height.size, width.size, channels, height.out, width.out] as const;
  return [...sizes, height.window, width.window, height.stride, width.stride, height.before, width.before];
}
