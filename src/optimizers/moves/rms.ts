import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keep, keepSlots } from '../slots.ts';

export interface RmsOptions {
  /** How much of the running means is kept. */
  readonly decay: number;
  readonly epsilon: number;
  /** Divides by the root of the running variance instead: the mean square less the square of the mean (Graves 2013, section 2). */
  readonly centered: boolean;
  /** How much is kept of a sum of the updates with their learning rates, which a change of the rate leaves as they are. 0: no sum. */
  readonly momentum: number;
}

/** Divides by the root of the running mean square, epsilon within the root (Tieleman and Hinton 2012). */
export function rms<A extends Values>({ parameters, memory }: Place<A>, { decay, epsilon, centered, momentum }: RmsOptions): Move<A> {
  const { loops } = memory;
  const squares = memory.makeSlots(parameters);
  const means = centered ? memory.makeSlots(parameters) : undefined;
  const sums = momentum > 0 ? memory.makeSlots(parameters) : undefined;
  return {
    apply(i, weight, gradient, rate, lost) {
      const [behind, before] = sums ? [1, rate] : [rate, 1];
      loops.rms(weight, gradient, squares[i]!, means?.[i], sums?.[i], behind, lost, decay, 1 - decay, epsilon, before, momentum);
    },
    links: [means ? keep({ squares, means }) : keepSlots(squares), nothing, ...(sums ? [keepSlots(sums), nothing] : [])],
  };
}
