import type { Task } from '../metrics/task.ts';
import { lossKind } from '../spec/losses.ts';
import type { NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import type { Table } from './table.ts';

/**
 * What the metrics and baselines take a network for, by its loss. Nothing for several outputs, answers that are no list of
 * numbers, scores of margins (hinge), several yes-or-no answers at once, and shares between yes and no, which they do not cover.
 */
export function taskOf({ loss }: NormalisedTraining, targets: readonly Table[]): Task | undefined {
  const [table] = targets;
  if (targets.length !== 1 || table!.shape.length !== 1) return undefined;
  const task = lossKind(loss[0]!).answers ?? 'regression';
  if (task === 'margins') return undefined;
  const isYesOrNo = () => table!.shape[0] === 1 && table!.values.every((value) => value === 0 || value === 1);
  return task === 'binary' && !isYesOrNo() ? undefined : task;
}

/** The only target of a spec with one. */
export function targetOf(spec: NormalisedModel): string | undefined {
  return spec.target === undefined ? undefined : Object.keys(spec.target)[0];
}
