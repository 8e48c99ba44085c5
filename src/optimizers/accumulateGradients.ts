import type { Parameter } from './optimizer.ts';
import { keep, makeSlots } from './slots.ts';
import type { Update } from './update.ts';

/** Calls `inner` once in `every` times, with the mean of the gradients since. */
export function accumulateGradients(inner: Update, parameters: readonly Parameter[], every: number): Update {
  const state = { count: 0, sums: makeSlots(parameters), inner };
  const { sums } = state;
  return {
    apply(weights, gradients, learningRate) {
      state.count = (state.count + 1) % every;
      const complete = state.count === 0;
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
    ...keep(state),
  };
}
