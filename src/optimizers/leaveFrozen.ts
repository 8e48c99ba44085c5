import type { Update } from './update.ts';

/** Shows `inner`, which was made for some of the parameters, those alone: the others neither move nor count in any norm. */
export function leaveFrozen<A>(inner: Update<A>, moving: readonly number[]): Update<A> {
  const weights: A[] = [];
  const gradients: (A | undefined)[] = [];
  return {
    apply(allWeights, allGradients, learningRate) {
      for (let i = 0; i < moving.length; i++) {
        weights[i] = allWeights[moving[i]!]!;
        gradients[i] = allGradients[moving[i]!];
      }
      return inner.apply(weights, gradients, learningRate);
    },
    save: () => inner.save(),
    restore: (saved) => inner.restore(saved),
  };
}
