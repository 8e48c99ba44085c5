import { plannedBoth, type ValuesPlanner } from './plannedCpu.ts';
import { poolingOf, type PoolingAttributes } from './pooling.ts';
import { giveToLargest, windowsOf } from './windows.ts';

/** What arrives at a window goes to the first of its largest values. */
const plan: ValuesPlanner<'dy' | 'input', PoolingAttributes> = ({ input }, attrs) => {
  const windows = windowsOf(poolingOf(input.shape, attrs));
  return {
    output: { shape: input.shape, dtype: 'float32' },
    bind: ({ inputs, output }) => {
      const [gradient, arriving, values] = [output, inputs.dy, inputs.input] as [Float32Array, Float32Array, Float32Array];
      return () => {
        giveToLargest(gradient, arriving, values, windows);
      };
    },
  };
};

/**
 * The gradient of max pooling. TF.js's WebAssembly starts its search for the largest value at 0 and so gives the gradient to the
 * wrong one where all of a window are negative; its plain JavaScript looks each value up anew for every window that it lies in, by a
 * call that works out its place.
 */
export const maxPoolGrad = plannedBoth('MaxPoolGrad', plan);
/** The same for volumes. TF.js's plain JavaScript gives it to the wrong value too, where windows are not as wide as high. */
export const maxPool3DGrad = plannedBoth('MaxPool3DGrad', plan);
