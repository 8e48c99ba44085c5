import type { InTurns } from '../turns/inTurns.ts';
import { sortBy } from '../turns/sortNumbers.ts';

export function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += values[i]!;
  return all;
}

/** The mean of values, each of which counts by its weight. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += weights[i]! * values[i]!;
  return all / sum(weights);
}

/** The least value such that a share of the weight lies at or below it. */
export function* weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, share: number): InTurns<number> {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  yield* sortBy(order, values);
  const wanted = share * sum(weights);
  let below = 0;
  let last = NaN;
  for (const at of order) {
    if (weights[at] === 0) continue;
    below += weights[at]!;
    last = values[at]!;
    if (below >= wanted - 1e-9 * wanted) return last;
  }
  return last;
}
