import type { Parameter } from '../optimizer.ts';
import { keepSlots, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';

/** Divides by the root of the sum of all squares so far, epsilon within the root (Duchi et al. 2011). */
export function scaleByAdagrad(
  parameters: readonly Parameter[],
  { initialAccumulatorValue, epsilon }: { readonly initialAccumulatorValue: number; readonly epsilon: number },
): Transform {
  const sums = makeSlots(parameters, initialAccumulatorValue);
  return {
    apply(updates) {
      for (let i = 0; i < sums.length; i++) {
        const update = updates[i]!;
        const sum = sums[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          update[q] = g / Math.sqrt((sum[q]! += g * g) + epsilon);
        }
      }
    },
    ...keepSlots(sums),
  };
}
