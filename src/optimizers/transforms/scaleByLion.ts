import type { Parameter } from '../optimizer.ts';
import { keepSlots, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';

/** The sign of the running mean, with the gradient mixed in: 1, -1 or 0 for each number (Chen et al. 2023, algorithm 2). */
export function scaleByLion(
  parameters: readonly Parameter[],
  { beta1, beta2 }: { readonly beta1: number; readonly beta2: number },
): Transform {
  const means = makeSlots(parameters);
  return {
    apply(updates) {
      const [rest1, rest2] = [1 - beta1, 1 - beta2];
      for (let i = 0; i < means.length; i++) {
        const update = updates[i]!;
        const m = means[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const mean = m[q]!;
          const direction = beta1 * mean + rest1 * g;
          update[q] = direction > 0 ? 1 : direction < 0 ? -1 : direction;
          m[q] = beta2 * mean + rest2 * g;
        }
      }
    },
    ...keepSlots(means),
  };
}
