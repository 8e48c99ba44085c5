import type { Values } from './memory.ts';
import type { Place } from './move.ts';
import type { Optimizer } from './optimizer.ts';
import { keep } from './slots.ts';
import type { Update } from './update.ts';

/**
 * Keeps an exponentially weighted mean of the weights after each change that `inner` makes. Until the second change it is the
 * weights themselves, as in Keras, so that it is not drawn towards 0.
 */
export function averageWeights<A extends Values>(
  inner: Update<A>,
  { parameters, memory }: Place<A>,
  momentum: number,
): Update<A> & Pick<Optimizer<A>, 'averages'> {
  const state = { begun: false, started: false, averages: memory.makeSlots(parameters), inner };
  const { averages } = state;
  return {
    get averages() {
      return state.begun ? averages : undefined;
    },
    apply(weights, gradients, learningRate) {
      state.begun = true;
      const moved = inner.apply(weights, gradients, learningRate);
      if (!state.started) {
        averages.forEach((average, i) => memory.loops.copy(average, weights[i]!));
        state.started = moved;
      } else if (moved) {
        for (let i = 0; i < averages.length; i++) memory.loops.average(averages[i]!, weights[i]!, momentum);
      }
      return moved;
    },
    ...keep(state),
  };
}
