import type { Values } from './memory.ts';
import type { Place } from './move.ts';
import { keep } from './slots.ts';
import type { Update } from './update.ts';

/** Calls `inner` once in `every` times, with the mean of the gradients since. */
export function accumulateGradients<A extends Values>(inner: Update<A>, { parameters, memory }: Place<A>, every: number): Update<A> {
  const { loops } = memory;
  const state = { count: 0, sums: memory.makeSlots(parameters), inner };
  const { sums } = state;
  return {
    apply(weights, gradients, learningRate) {
      state.count = (state.count + 1) % every;
      const complete = state.count === 0;
      for (let i = 0; i < sums.length; i++) {
        const gradient = gradients[i];
        if (gradient === undefined) {
          // What it had before belongs to a change that it has no part in.
          if (complete) loops.clear(sums[i]!);
        } else if (complete) loops.takeMean(sums[i]!, gradient, every);
        else loops.add(sums[i]!, gradient);
      }
      return complete && inner.apply(weights, gradients, learningRate);
    },
    ...keep(state),
  };
}
