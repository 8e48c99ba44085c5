import type { Snapshot } from '../snapshot.ts';
import type { Optimizer, Parameter } from './optimizer.ts';
import { makeSlots, restoreSlots, saveSlots } from './slots.ts';
import type { Update } from './update.ts';

/**
 * Keeps an exponentially weighted mean of the weights after each change that `inner` makes. Until the second change it is the
 * weights themselves, as in Keras, so that it is not drawn towards 0.
 */
export function averageWeights(inner: Update, parameters: readonly Parameter[], momentum: number): Update & Pick<Optimizer, 'averages'> {
  const averages = makeSlots(parameters);
  let begun = false;
  let started = false;
  return {
    get averages() {
      return begun ? averages : undefined;
    },
    apply(weights, gradients, learningRate) {
      begun = true;
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
    save: () => ({ begun, started, averages: saveSlots(averages), inner: inner.save() }),
    restore(saved) {
      const state = saved as { begun: boolean; started: boolean; averages: Snapshot; inner: Snapshot };
      ({ begun, started } = state);
      restoreSlots(averages, state.averages);
      inner.restore(state.inner);
    },
  };
}
