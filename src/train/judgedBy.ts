import { fitBaselines, type Baselines } from '../baseline/baselines.ts';
import { takeTurns, type InTurns } from '../turns/inTurns.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Task } from '../metrics/task.ts';
import { createBreather } from '../turns/breathe.ts';
import { chooseLevels, joinInputs } from '../model/baselineColumns.ts';
import { forecastBaselines } from '../model/evaluateWindows.ts';
import type { ModelRecord } from '../model/model.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { lossWeightsOf, type TrainingSet } from './step/trainStep.ts';

/** What of a record tells by what its outputs are judged. */
export type Judged = Pick<ModelRecord, 'task' | 'baselines' | 'judged'>;

/**
 * What the outputs are judged by, and the trivial and the linear model of the same rows to stand the network beside. These may take
 * seconds, in which other work has its turn. Throws the signal's reason when it is aborted.
 */
export async function judgedBy(
  parts: JudgedParts,
  tasks: readonly (Task | undefined)[],
  signal: Pick<AbortSignal, 'throwIfAborted'> | undefined,
): Promise<Judged> {
  const breathe = createBreather(signal);
  const judged: ({ readonly task: Task; readonly baselines: Baselines } | undefined)[] = [];
  for (const [i, task] of tasks.entries()) {
    judged.push(task && { task, baselines: await takeTurns(baselinesOf(parts, i, task), breathe) });
  }
  if (tasks.length === 1) return judged[0] ?? {};
  const entries = judged.flatMap((one, i) => (one === undefined ? [] : [[parts.network.outputs[i]!.name, one] as const]));
  return entries.length === 0 ? {} : { judged: Object.fromEntries(entries) };
}

export interface JudgedParts {
  readonly network: NormalisedModel['network'];
  readonly set: TrainingSet;
  /** Lengths of the answers. */
  readonly units: readonly number[];
  readonly encoders: Encoders | undefined;
}

function* baselinesOf(parts: JudgedParts, output: number, task: Task): InTurns<Baselines> {
  const { network, set, units, encoders } = parts;
  if (encoders?.forecast !== undefined) return yield* forecastBaselines(encoders, set, network);
  const target = encoders?.targets[output];
  const { inputs } = network;
  const levels = chooseLevels(set.inputs, inputs, { outputs: units[output]!, task });
  yield;
  const { xs, width } = yield* joinInputs(set.inputs, inputs, levels);
  yield;
  const { values } = set.outputs[output]!;
  const quantiles = target?.type === 'quantiles' ? target.quantiles : [];
  const ys = Float32Array.from(values);
  const fitted = yield* fitBaselines(xs, width, ys, units[output]!, task, set.weights, quantiles, lossWeightsOf(set));
  return { ...fitted, ...levels };
}
