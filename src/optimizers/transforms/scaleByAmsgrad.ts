import type { Parameter } from '../optimizer.ts';
import { keep, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';
import type { AdamOptions } from './scaleByAdam.ts';

/**
 * scaleByAdam with the largest running mean square so far in place of the present one (Reddi et al. 2018, algorithm 2; with the bias
 * of the largest corrected by the present step, as Keras and PyTorch do).
 */
export function scaleByAmsgrad(parameters: readonly Parameter[], { beta1, beta2, epsilon }: AdamOptions): Transform {
  // Powers: beta ^ steps.
  const state = { power1: 1, power2: 1, means: makeSlots(parameters), squares: makeSlots(parameters), largest: makeSlots(parameters) };
  const { means, squares, largest } = state;
  return {
    apply(updates) {
      state.power1 *= beta1;
      state.power2 *= beta2;
      const [rest1, rest2] = [1 - beta1, 1 - beta2];
      const [correction1, correction2] = [1 / (1 - state.power1), 1 / (1 - state.power2)];
      for (let i = 0; i < means.length; i++) {
        const update = updates[i]!;
        const m = means[i]!;
        const v = squares[i]!;
        const most = largest[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const mean = (m[q] = beta1 * m[q]! + rest1 * g);
          v[q] = beta2 * v[q]! + rest2 * g * g;
          const square = (most[q] = Math.max(most[q]!, v[q]!));
          update[q] = (mean * correction1) / (Math.sqrt(square * correction2) + epsilon);
        }
      }
    },
    ...keep(state),
  };
}
