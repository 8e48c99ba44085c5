import type { Snapshot } from '../snapshot.ts';
import type { Parameter } from './optimizer.ts';
import { makeSlots, restoreSlots, saveSlots, type Slots } from './slots.ts';
import type { Update } from './update.ts';

/**
 * Keeps an exponentially weighted mean of the weights after each change that `inner` makes. Until the second change it is the
 * weights themselves, as in Keras, so that it is not drawn towards 0.
 */
export function averageWeights(inner: Update, parameters: readonly Parameter[], momentum: number): Update & { readonly averages: Slots } {
  const averages = makeSlots(parameters);
  let started = false;
  return {
    averages,
    apply(weights, gradients, learningRate) {
      const moved = inner.apply(weights, gradients, learningRate);
      if (!started) {
        averages.forEach((average, i) => average.set(weights[i]!));
        started = moved;
      } else if (moved) {
        for (let i = 0; i < averages.length; i++) {
          const average = averages[i]!;
          const weight = weights[i]!;
          for (let q = 0; q < average.length; q++) average[q] = momentum * average[q]! + (1 - momentum) * weight[q]!;
        }
      }
      return moved;
    },
    save: () => ({ started, averages: saveSlots(averages), inner: inner.save() }),
    restore(saved) {
      const state = saved as { started: boolean; averages: Snapshot; inner: Snapshot };
      started = state.started;
      restoreSlots(averages, state.averages);
      inner.restore(state.inner);
    },
  };
}
