import type { Parameter } from '../optimizer.ts';
import { keepSlots, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';

/**
 * Puts a decaying sum in place of the updates: trace = momentum * trace + update; with `nesterov`, what that sum will be in the next
 * step if the same update comes again (Sutskever et al. 2013, section 2). Behind the learning rate it is the velocity of Keras,
 * before it that of TF.js.
 */
export function trace(
  parameters: readonly Parameter[],
  { momentum, nesterov }: { readonly momentum: number; readonly nesterov: boolean },
): Transform {
  const traces = makeSlots(parameters);
  return {
    apply(updates) {
      for (let i = 0; i < traces.length; i++) {
        const sum = traces[i]!;
        const update = updates[i]!;
        for (let q = 0; q < sum.length; q++) {
          const u = update[q]!;
          const t = (sum[q] = momentum * sum[q]! + u);
          update[q] = nesterov ? momentum * t + u : t;
        }
      }
    },
    ...keepSlots(traces),
  };
}
