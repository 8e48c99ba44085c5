import type { Snapshot, Stateful } from '../snapshot.ts';
import type { Transform } from './transform.ts';

/** A whole change of the weights, as Optimizer.apply makes it, that also says whether there was one. */
export interface Update extends Stateful {
  apply(weights: readonly Float32Array[], gradients: readonly Float32Array[], learningRate: number): boolean;
}

/** The transforms one after another. */
export function chain(transforms: readonly Transform[]): Update {
  return {
    apply(weights, gradients, learningRate) {
      for (const transform of transforms) transform.apply(gradients, weights, learningRate);
      return true;
    },
    save: () => transforms.map((transform) => transform.save()),
    restore: (saved) => transforms.forEach((transform, i) => transform.restore((saved as readonly Snapshot[])[i]!)),
  };
}
