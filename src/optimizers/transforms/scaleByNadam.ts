import type { Parameter } from '../optimizer.ts';
import { keep, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';
import type { AdamOptions } from './scaleByAdam.ts';

/** How soon the momentum of nadam comes near to beta1 (Dozat 2016, Keras, PyTorch: 0.96). */
const SCHEDULE = 0.96;

/**
 * scaleByAdam with Nesterov's momentum, which grows from step to step: beta1 * (1 - 0.96 ^ step / 2) (Dozat 2016, algorithm 2, as
 * Keras has it). Epsilon is added to the root of the bias-corrected mean square.
 */
export function scaleByNadam(parameters: readonly Parameter[], { beta1, beta2, epsilon }: AdamOptions): Transform {
  // The product of the momenta of all steps so far, 0.96 ^ steps, and beta2 ^ steps.
  const state = { product: 1, power: 1, power2: 1, means: makeSlots(parameters), squares: makeSlots(parameters) };
  const { means, squares } = state;
  return {
    apply(updates) {
      state.power *= SCHEDULE;
      state.power2 *= beta2;
      const now = beta1 * (1 - 0.5 * state.power);
      const next = beta1 * (1 - 0.5 * state.power * SCHEDULE);
      state.product *= now;
      const [rest1, rest2] = [1 - beta1, 1 - beta2];
      const ofMean = next / (1 - state.product * next);
      const ofGradient = (1 - now) / (1 - state.product);
      const correction2 = 1 / (1 - state.power2);
      for (let i = 0; i < means.length; i++) {
        const update = updates[i]!;
        const m = means[i]!;
        const v = squares[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const mean = (m[q] = beta1 * m[q]! + rest1 * g);
          const square = (v[q] = beta2 * v[q]! + rest2 * g * g);
          update[q] = (ofMean * mean + ofGradient * g) / (Math.sqrt(square * correction2) + epsilon);
        }
      }
    },
    ...keep(state),
  };
}
