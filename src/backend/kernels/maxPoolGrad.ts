import { eachWindow, largest, poolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, repairAll, repairBoth, zeros, type KernelRun } from './repair.ts';

/** What arrives at a window goes to the first of its largest values. */
const run: KernelRun<'dy' | 'input', PoolingAttributes> = ({ inputs: { dy, input }, attrs, backend }) => {
  const pooling = poolingOf(input.shape, attrs);
  const dx = zeros(backend, input.shape);
  const [values, arriving, gradient] = [floats(backend, input), floats(backend, dy), floats(backend, dx)];
  eachWindow(pooling, (output, places, count) => {
    for (let channel = 0; channel < pooling.channels; channel++) {
      gradient[largest(values, places, count, channel)]! += arriving[output + channel]!;
    }
  });
  return dx;
};

/**
 * The gradient of max pooling. TF.js's WebAssembly starts its search for the largest value at 0 and so gives the gradient to the
 * wrong one where all of a window are negative; its plain JavaScript looks each value up anew for every window that it lies in, by a
 * call that works out its place.
 */
export const maxPoolGrad = repairBoth('MaxPoolGrad', run);
/**
 * The same for volumes. TF.js's plain JavaScript gives it to the wrong value too, where windows are not as wide as high; TensorFlow
 * gives the whole of it to each of equal values, and none where its forward pass begins within the volume.
 */
export const maxPool3DGrad = repairAll('MaxPool3DGrad', run);
