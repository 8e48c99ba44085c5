import type { Update } from './update.ts';

/** Shows `inner`, which was made for some of the parameters, those alone: the others neither move nor count in any norm. */
export function leaveFrozen(inner: Update, moving: readonly number[]): Update {
  const weights: Float32Array[] = [];
  const gradients: (Float32Array | undefined)[] = [];
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
