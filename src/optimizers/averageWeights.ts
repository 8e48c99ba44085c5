import type { Optimizer, Parameter } from './optimizer.ts';
import { keep, makeSlots } from './slots.ts';
import type { Update } from './update.ts';

/**
 * Keeps an exponentially weighted mean of the weights after each change that `inner` makes. Until the second change it is the
 * weights themselves, as in Keras, so that it is not drawn towards 0.
 */
export function averageWeights(inner: Update, parameters: readonly Parameter[], momentum: number): Update & Pick<Optimizer, 'averages'> {
  const state = { begun: false, started: false, averages: makeSlots(parameters), inner };
  const { averages } = state;
  return {
    get averages() {
      return state.begun ? averages : undefined;
    },
    apply(weights, gradients, learningRate) {
      state.begun = true;
      const moved = inner.apply(weights, gradients, learningRate);
      if (!state.started) {
        averages.forEach((average, i) => average.set(weights[i]!));
        state.started = moved;
      } else if (moved) {
        for (let i = 0; i < averages.length; i++) {
          const average = averages[i]!;
          const weight = weights[i]!;
          for (let q = 0; q < average.length; q++) average[q] = momentum * average[q]! + (1 - momentum) * weight[q]!;
        }
      }
      return moved;
    },
    ...keep(state),
  };
}
