import { stateless, type Transform } from '../transform.ts';

/** The end of each chain: takes the updates from the weights. */
export const applyUpdates: Transform = stateless((updates, weights) => {
  for (let i = 0; i < updates.length; i++) {
    const update = updates[i]!;
    const weight = weights[i]!;
    for (let q = 0; q < weight.length; q++) weight[q]! -= update[q]!;
  }
});
