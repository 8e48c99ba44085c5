import type { Task } from '../metrics/task.ts';
import type { NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import type { Table } from './table.ts';

/** Losses by what they make a network answer. Those that score margins (hinge) answer neither probabilities nor numbers. */
const taskOfLoss: Readonly<Record<string, Task | 'margins'>> = {
  binaryCrossentropy: 'binary',
  sigmoidCrossEntropy: 'binary',
  categoricalCrossentropy: 'multiclass',
  sparseCategoricalCrossentropy: 'multiclass',
  softmaxCrossEntropy: 'multiclass',
  hinge: 'margins',
  hingeLoss: 'margins',
  squaredHinge: 'margins',
  categoricalHinge: 'margins',
};

/**
 * What the metrics and baselines take a network for, by its loss. Nothing for several outputs, answers that are no list of
 * numbers, several yes-or-no answers at once, and shares between yes and no, which they do not cover.
 */
export function taskOf({ loss }: NormalisedTraining, targets: readonly Table[]): Task | undefined {
  const [table] = targets;
  if (targets.length !== 1 || table!.shape.length !== 1) return undefined;
  const task = taskOfLoss[loss[0]!.type] ?? 'regression';
  if (task === 'margins') return undefined;
  const isYesOrNo = () => table!.shape[0] === 1 && table!.values.every((value) => value === 0 || value === 1);
  return task === 'binary' && !isYesOrNo() ? undefined : task;
}

/** The only target of a spec with one. */
export function targetOf(spec: NormalisedModel): string | undefined {
  return spec.target === undefined ? undefined : Object.keys(spec.target)[0];
}
