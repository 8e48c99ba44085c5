import type { Stateful } from '../snapshot.ts';

/** One link of the chain that an optimizer is made of. The first gets the gradients, the last writes into the weights. */
export interface Transform extends Stateful {
  /**
   * @param updates Overwritten by what the next link gets: what is to be taken from each weight, when the chain is through.
   * @param weights As they are before this step, in the same order.
   */
  apply(updates: readonly Float32Array[], weights: readonly Float32Array[], learningRate: number): void;
}

/** A link that remembers nothing. */
export const stateless = (apply: Transform['apply']): Transform => ({ apply, save: () => null, restore: () => undefined });
