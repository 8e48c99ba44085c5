import type { Parameter } from '../optimizer.ts';
import { keep, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';

/**
 * Multiplies by the root of the running mean square of the updates over that of the gradients, epsilon within both (Zeiler 2012,
 * algorithm 1). TF.js divides by the mean square of the step before, so that its first step is the gradient itself.
 */
export function scaleByAdadelta(
  parameters: readonly Parameter[],
  { rho, epsilon }: { readonly rho: number; readonly epsilon: number },
): Transform {
  const state = { gradientSquares: makeSlots(parameters), updateSquares: makeSlots(parameters) };
  const { gradientSquares, updateSquares } = state;
  return {
    apply(updates) {
      const rest = 1 - rho;
      for (let i = 0; i < gradientSquares.length; i++) {
        const update = updates[i]!;
        const ofGradient = gradientSquares[i]!;
        const ofUpdate = updateSquares[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const square = (ofGradient[q] = rho * ofGradient[q]! + rest * g * g);
          const u = Math.sqrt((ofUpdate[q]! + epsilon) / (square + epsilon)) * g;
          ofUpdate[q] = rho * ofUpdate[q]! + rest * u * u;
          update[q] = u;
        }
      }
    },
    ...keep(state),
  };
}
