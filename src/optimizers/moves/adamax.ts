import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keep } from '../slots.ts';
import type { AdamOptions } from './adam.ts';

/**
 * The bias-corrected running mean over the decaying maximum of gradients (Kingma and Ba 2015, algorithm 2), epsilon added to the
 * maximum.
 * @param options `decay`: what is added per step to the 1 that all is divided by, which is TF.js's way of lowering the learning rate.
 */
export function adamax<A extends Values>(
  { parameters, memory }: Place<A>,
  { beta1, beta2, epsilon, decay }: AdamOptions & { readonly decay: number },
): Move<A> {
  const { loops } = memory;
  const means = memory.makeSlots(parameters);
  const maxima = memory.makeSlots(parameters);
  const state = { steps: 0, power1: 1, means, maxima };
  let correction = 1;
  return {
    begin() {
      state.power1 *= beta1;
      correction = 1 / (1 - state.power1) / (1 + decay * state.steps);
      state.steps += 1;
    },
    apply: (i, weight, gradient, rate, lost) =>
      loops.adamax(weight, gradient, means[i]!, maxima[i]!, rate, lost, beta1, beta2, correction, epsilon),
    links: [keep(state), nothing],
  };
}
