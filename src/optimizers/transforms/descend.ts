import { stateless, type Transform } from '../transform.ts';

/**
 * scaleByLearningRate and applyUpdates in one pass over the weights.
 * @param multipliers A factor on the learning rate for each parameter.
 */
export const descend = (multipliers: readonly number[]): Transform =>
  stateless((updates, weights, learningRate) => {
    for (let i = 0; i < updates.length; i++) {
      const update = updates[i]!;
      const weight = weights[i]!;
      const rate = learningRate * multipliers[i]!;
      for (let q = 0; q < weight.length; q++) weight[q]! -= rate * update[q]!;
    }
  });
