import { stateless, type Transform } from '../transform.ts';
import { scale } from './norm.ts';

/** @param multipliers A factor on the learning rate for each parameter. */
export const scaleByLearningRate = (multipliers: readonly number[]): Transform =>
  stateless((updates, _, learningRate) => {
    for (let i = 0; i < updates.length; i++) scale(updates[i]!, learningRate * multipliers[i]!);
  });
