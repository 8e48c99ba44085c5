import type { Values } from '../memory.ts';
import type { Move, Place } from '../move.ts';
import { nothing } from '../move.ts';
import { keep } from '../slots.ts';

/**
 * Multiplies by the root of the running mean square of the updates over that of the gradients, epsilon within both (Zeiler 2012,
 * algorithm 1). TF.js divides by the mean square of the step before, so that its first step is the gradient itself.
 */
export function adadelta<A extends Values>(
  { parameters, memory }: Place<A>,
  { rho, epsilon }: { readonly rho: number; readonly epsilon: number },
): Move<A> {
  const { loops } = memory;
  const gradientSquares = memory.makeSlots(parameters);
  const updateSquares = memory.makeSlots(parameters);
  return {
    apply: (i, weight, gradient, rate, lost) =>
      loops.adadelta(weight, gradient, gradientSquares[i]!, updateSquares[i]!, rate, lost, rho, epsilon),
    links: [keep({ gradientSquares, updateSquares }), nothing],
  };
}
