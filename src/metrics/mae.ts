import { mean } from './mean.ts';

/** Mean absolute error, in the target's own units; over several outputs their mean. */
export const mae = (targets: ArrayLike<number>, outputs: ArrayLike<number>): number =>
  mean(Float64Array.from(targets, (target, i) => Math.abs(target - outputs[i]!)));
