import { targetTask } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Task } from '../metrics/task.ts';
import { lossKind } from '../spec/losses.ts';
import type { NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import type { Table } from './table.ts';

/**
 * What the metrics and baselines take a network for, by its loss. Nothing for several outputs, answers that are no list of
 * numbers, scores of margins (hinge), several yes-or-no answers at once, and shares between yes and no, which they do not cover,
 * nor what only a target can tell of: places in an order, quantiles, logarithms of counts.
 */
export function taskOf({ loss }: NormalisedTraining, targets: readonly Table[]): Task | undefined {
  const [table] = targets;
  if (targets.length !== 1 || table!.shape.length !== 1) return undefined;
  const task = lossKind(loss[0]!).answers ?? 'regression';
  if (task !== 'binary' && task !== 'multiclass' && task !== 'regression') return undefined;
  const isYesOrNo = () => table!.shape[0] === 1 && table!.values.every((value) => value === 0 || value === 1);
  return task === 'binary' && !isYesOrNo() ? undefined : task;
}

/** Of each output, in their order: by its target where there is one. */
export function tasksOf(
  { training }: NormalisedModel,
  tables: readonly Table[],
  encoders: Encoders | undefined,
): readonly (Task | undefined)[] {
  if (encoders === undefined) return tables.map(() => taskOf(training, tables));
  return encoders.targets.map((target, i) => (lossKind(training.loss[i]!).answers === 'margins' ? undefined : targetTask(target)));
}
