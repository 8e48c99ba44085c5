import { eachPair } from './eachPair.ts';
import { floats, repair } from './repair.ts';

/** The larger or smaller of two numbers each. TF.js loses what is no number where the other is one. */
const extreme = (kernelName: 'Maximum' | 'Minimum') =>
  repair<'a' | 'b', object>(kernelName, ({ inputs: { a, b }, backend }, runStock) => {
    const out = runStock();
    if (out.dtype !== 'float32' || a.dtype !== 'float32' || b.dtype !== 'float32') return out;
    const [left, right, into] = [floats(backend, a), floats(backend, b), floats(backend, out)];
    if (!left.some(Number.isNaN) && !right.some(Number.isNaN)) return out;
    eachPair(out.shape, a.shape, b.shape, (i, x, y) => {
      if (Number.isNaN(left[x]) || Number.isNaN(right[y])) into[i] = NaN;
    });
    return out;
  });

export const maximum = extreme('Maximum');
export const minimum = extreme('Minimum');
