import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keepSlots } from '../slots.ts';

/** Divides by the root of the sum of all squares so far, epsilon within the root (Duchi et al. 2011). */
export function adagrad<A extends Values>(
  { parameters, memory }: Place<A>,
  { initialAccumulatorValue, epsilon }: { readonly initialAccumulatorValue: number; readonly epsilon: number },
): Move<A> {
  const { loops } = memory;
  const sums = memory.makeSlots(parameters, initialAccumulatorValue);
  return {
    apply: (i, weight, gradient, rate, lost) =>
      loops.rms(weight, gradient, sums[i]!, undefined, undefined, rate, lost, 1, 1, epsilon, 1, 0),
    links: [keepSlots(sums), nothing],
  };
}
