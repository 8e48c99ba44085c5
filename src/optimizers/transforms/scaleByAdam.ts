import type { Parameter } from '../optimizer.ts';
import { keep, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * The running mean over the root of the running mean square, both with their bias corrected (Kingma and Ba 2015, algorithm 1).
 * Epsilon is added to the root after the correction, as there and in TF.js; Keras adds it before, which the paper calls epsilon-hat.
 */
export function scaleByAdam(parameters: readonly Parameter[], { beta1, beta2, epsilon }: AdamOptions): Transform {
  // Powers: beta ^ steps.
  const state = { power1: 1, power2: 1, means: makeSlots(parameters), squares: makeSlots(parameters) };
  const { means, squares } = state;
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
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const mean = (m[q] = beta1 * m[q]! + rest1 * g);
          const square = (v[q] = beta2 * v[q]! + rest2 * g * g);
          update[q] = (mean * correction1) / (Math.sqrt(square * correction2) + epsilon);
        }
      }
    },
    ...keep(state),
  };
}
