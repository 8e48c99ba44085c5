import { column } from '../metrics/column.ts';
import { targetLabels } from '../metrics/labels.ts';
import type { Task } from '../metrics/task.ts';
import type { ConstantModel } from './baselines.ts';
import type { InTurns } from '../turns/inTurns.ts';
import { sum, weightedMean, weightedQuantile } from './weighted.ts';

/** The best answer that is the same for every row: frequencies, the mean, quantiles of the rows, or the logarithm of the mean. */
export function* fitTrivial(
  ys: Float32Array,
  weights: Float32Array,
  outputs: number,
  task: Task,
  quantiles: readonly number[],
): InTurns<ConstantModel> {
  switch (task) {
    case 'binary':
    case 'multiclass':
      return { type: 'constant', outputs: frequencies(ys, weights, outputs) };
    case 'quantiles': {
      const values: number[] = [];
      for (const [i, share] of quantiles.entries()) values.push(yield* weightedQuantile(column(ys, outputs, i), weights, share));
      return { type: 'constant', outputs: values };
    }
    case 'count': {
      const means = yield* columnMeans(ys, weights, outputs);
      return { type: 'constant', outputs: means.map((mean) => Math.log(Math.max(mean, 1e-12))) };
    }
    default:
      return { type: 'constant', outputs: yield* columnMeans(ys, weights, outputs) };
  }
}

/** Of each column of [rows, outputs]. */
export function* columnMeans(ys: Float32Array, weights: Float32Array, outputs: number): InTurns<readonly number[]> {
  const means: number[] = [];
  for (let i = 0; i < outputs; i++) {
    means.push(weightedMean(column(ys, outputs, i), weights));
    yield;
  }
  return means;
}

function frequencies(ys: Float32Array, weights: Float32Array, outputs: number): readonly number[] {
  const counts = Array.from({ length: Math.max(outputs, 2) }, () => 0);
  targetLabels(ys, weights.length).forEach((label, row) => (counts[label]! += weights[row]!));
  const total = sum(weights);
  const shares = counts.map((count) => count / total);
  return outputs === 1 ? [shares[1]!] : shares;
}
