import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keep } from '../slots.ts';
import type { AdamOptions } from './adam.ts';

/** How soon the momentum of nadam comes near to beta1 (Dozat 2016, Keras, PyTorch: 0.96). */
const SCHEDULE = 0.96;

/**
 * Adam with Nesterov's momentum, which grows from step to step: beta1 * (1 - 0.96 ^ step / 2) (Dozat 2016, algorithm 2, as Keras has
 * it). Epsilon is added to the root of the bias-corrected mean square.
 */
export function nadam<A extends Values>({ parameters, memory }: Place<A>, { beta1, beta2, epsilon }: AdamOptions): Move<A> {
  const { loops } = memory;
  const means = memory.makeSlots(parameters);
  const squares = memory.makeSlots(parameters);
  // The product of the momenta of all steps so far, 0.96 ^ steps, and beta2 ^ steps.
  const state = { product: 1, power: 1, power2: 1, means, squares };
  let [ofMean, ofGradient, correction2] = [1, 0, 1];
  return {
    begin() {
      state.power *= SCHEDULE;
      state.power2 *= beta2;
      const now = beta1 * (1 - 0.5 * state.power);
      const next = beta1 * (1 - 0.5 * state.power * SCHEDULE);
      state.product *= now;
      ofMean = next / (1 - state.product * next);
      ofGradient = (1 - now) / (1 - state.product);
      correction2 = 1 / (1 - state.power2);
    },
    apply(i, weight, gradient, rate, lost) {
      const [mean, square] = [means[i]!, squares[i]!];
      loops.adam(weight, gradient, mean, square, undefined, rate, lost, beta1, beta2, ofMean, ofGradient, correction2, epsilon);
    },
    links: [keep(state), nothing],
  };
}
