import { sizeOf } from '../rows.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** A function of each number, which TF.js computes one after another. */
const elementwise = (kernelName: string, name: 'exp' | 'log' | 'tanh') =>
  plannedKernel<'x', object>(kernelName, ({ x }, _, kernels) => {
    if (x.dtype !== 'float32') return undefined;
    const [compute, count] = [kernels[name], sizeOf(x.shape)];
    return {
      output: x,
      bind:
        ({ inputs: { x }, output: out }) =>
        () =>
          compute(out, x, count),
    };
  });

export const functions = [elementwise('Exp', 'exp'), elementwise('Log', 'log'), elementwise('Tanh', 'tanh')];
