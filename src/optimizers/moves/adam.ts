import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keep } from '../slots.ts';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * The running mean over the root of the running mean square, both with their bias corrected (Kingma and Ba 2015, algorithm 1).
 * Epsilon is added to the root after the correction, as there and in TF.js; Keras adds it before, which the paper calls epsilon-hat.
 * With `amsgrad` the largest running mean square so far is in place of the present one (Reddi et al. 2018, algorithm 2; with the bias
 * of the largest corrected by the present step, as Keras and PyTorch do).
 */
export function adam<A extends Values>(
  { parameters, memory }: Place<A>,
  { epsilon, amsgrad, ...betas }: AdamOptions & { readonly amsgrad: boolean },
): Move<A> {
  const { loops, rounds = false } = memory;
  const [beta1, beta2] = [betas.beta1, betas.beta2].map((beta) => (rounds ? Math.fround(beta) : beta)) as [number, number];
  const means = memory.makeSlots(parameters);
  const squares = memory.makeSlots(parameters);
  const largest = amsgrad ? memory.makeSlots(parameters) : undefined;
  // Powers: beta ^ steps.
  const state = { power1: 1, power2: 1, means, squares, ...(largest ? { largest } : {}) };
  let [correction1, correction2] = [1, 1];
  return {
    begin() {
      state.power1 *= beta1;
      state.power2 *= beta2;
      correction1 = 1 / (1 - state.power1);
      correction2 = 1 / (1 - state.power2);
    },
    apply(i, weight, gradient, rate, lost) {
      const [mean, square, most] = [means[i]!, squares[i]!, largest?.[i]];
      loops.adam(weight, gradient, mean, square, most, rate, lost, beta1, beta2, correction1, 0, correction2, epsilon);
    },
    links: [keep(state), nothing],
  };
}
