import { output } from '../../kernels/repair.ts';
import { ownKernel } from '../ownKernel.ts';
import { sizeOf } from '../rows.ts';

/** A function of each number, which TF.js computes one after another. */
const elementwise = (kernelName: string, name: 'exp' | 'log' | 'tanh') =>
  ownKernel<'x', object>(kernelName, ({ inputs: { x }, backend }, { kernels, addressOf }) => {
    if (x.dtype !== 'float32') return undefined;
    const out = output(backend, x.shape, 'float32');
    kernels[name](addressOf(backend, out), addressOf(backend, x), sizeOf(x.shape));
    return out;
  });

export const functions = [elementwise('Exp', 'exp'), elementwise('Log', 'log'), elementwise('Tanh', 'tanh')];
