import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keepSlots } from '../slots.ts';

export interface MomentumOptions {
  /** How much of the sum is kept. 0: there is no sum. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Whether learning rates are within the sum, where a change of the rate is felt by later gradients alone. */
  readonly summed: 'rates' | 'gradients';
}

/**
 * The gradients, or a decaying sum in their place: sum = momentum * sum + gradient; with `nesterov`, what that sum will be in the next
 * step if the same gradient comes again (Sutskever et al. 2013, section 2). With rates in it, it is the velocity of Keras, else that
 * of TF.js.
 */
export function momentum<A extends Values>({ parameters, memory }: Place<A>, { momentum, nesterov, summed }: MomentumOptions): Move<A> {
  const { loops } = memory;
  if (momentum === 0) {
    return { apply: (_, weight, gradient, rate, lost) => loops.descend(weight, gradient, rate, lost), links: [nothing] };
  }
  const sums = memory.makeSlots(parameters);
  const withRates = summed === 'rates';
  return {
    apply: (i, weight, gradient, rate, lost) =>
      loops.trace(weight, gradient, sums[i]!, withRates ? 1 : rate, lost, withRates ? rate : 1, momentum, nesterov),
    links: [...(withRates ? [nothing] : []), keepSlots(sums), nothing],
  };
}
