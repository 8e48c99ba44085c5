import type { Parameter } from '../optimizer.ts';
import { keep, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';
import type { AdamOptions } from './scaleByAdam.ts';

/**
 * The bias-corrected running mean over the decaying maximum of gradients (Kingma and Ba 2015, algorithm 2), epsilon added to the
 * maximum.
 * @param options `decay`: what is added per step to the 1 that all is divided by, which is TF.js's way of lowering the learning rate.
 */
export function scaleByAdamax(
  parameters: readonly Parameter[],
  { beta1, beta2, epsilon, decay }: AdamOptions & { readonly decay: number },
): Transform {
  const state = { steps: 0, power1: 1, means: makeSlots(parameters), maxima: makeSlots(parameters) };
  const { means, maxima } = state;
  return {
    apply(updates) {
      state.power1 *= beta1;
      const rest1 = 1 - beta1;
      const correction = 1 / (1 - state.power1) / (1 + decay * state.steps);
      state.steps += 1;
      for (let i = 0; i < means.length; i++) {
        const update = updates[i]!;
        const m = means[i]!;
        const most = maxima[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const mean = (m[q] = beta1 * m[q]! + rest1 * g);
          const maximum = (most[q] = Math.max(beta2 * most[q]!, Math.abs(g)));
          update[q] = (mean * correction) / (maximum + epsilon);
        }
      }
    },
    ...keep(state),
  };
}
