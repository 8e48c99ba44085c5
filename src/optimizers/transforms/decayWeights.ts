import { stateless, type Transform } from '../transform.ts';

/**
 * Draws weights towards 0 before they move, apart from the gradient: w -= learningRate * decay * w (Loshchilov and Hutter 2019,
 * with the learning rate in it as Keras and PyTorch have it).
 * @param decays What each parameter loses, times the learning rate; 0 for one that does not decay.
 */
export const decayWeights = (decays: readonly number[]): Transform =>
  stateless((_, weights, learningRate) => {
    for (let i = 0; i < decays.length; i++) {
      const decay = decays[i]!;
      if (decay === 0) continue;
      const weight = weights[i]!;
      const kept = 1 - learningRate * decay;
      for (let q = 0; q < weight.length; q++) weight[q]! *= kept;
    }
  });
