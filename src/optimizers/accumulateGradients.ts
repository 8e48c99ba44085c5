import type { Snapshot } from '../snapshot.ts';
import type { Parameter } from './optimizer.ts';
import { makeSlots, restoreSlots, saveSlots } from './slots.ts';
import type { Update } from './update.ts';

/** Calls `inner` once in `every` times, with the mean of the gradients since. */
export function accumulateGradients(inner: Update, parameters: readonly Parameter[], every: number): Update {
  const sums = makeSlots(parameters);
  let count = 0;
  return {
    apply(weights, gradients, learningRate) {
      count = (count + 1) % every;
      const complete = count === 0;
      for (let i = 0; i < sums.length; i++) {
        const sum = sums[i]!;
        const gradient = gradients[i]!;
        if (complete) {
          for (let q = 0; q < sum.length; q++) gradient[q] = (sum[q]! + gradient[q]!) / every;
          sum.fill(0);
        } else {
          for (let q = 0; q < sum.length; q++) sum[q]! += gradient[q]!;
        }
      }
      return complete && inner.apply(weights, gradients, learningRate);
    },
    save: () => ({ count, sums: saveSlots(sums), inner: inner.save() }),
    restore(saved) {
      const state = saved as { count: number; sums: Snapshot; inner: Snapshot };
      count = state.count;
      restoreSlots(sums, state.sums);
      inner.restore(state.inner);
    },
  };
}
