import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keepSlots } from '../slots.ts';

/** The sign of the running mean, with the gradient mixed in: 1, -1 or 0 for each number (Chen et al. 2023, algorithm 2). */
export function lion<A extends Values>(
  { parameters, memory }: Place<A>,
  { beta1, beta2 }: { readonly beta1: number; readonly beta2: number },
): Move<A> {
  const { loops } = memory;
  const means = memory.makeSlots(parameters);
  return {
    apply: (i, weight, gradient, rate, lost) => loops.lion(weight, gradient, means[i]!, rate, lost, beta1, beta2),
    links: [keepSlots(means), nothing],
  };
}
