import { fitBaselines, type Baselines } from '../baseline/baselines.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Task } from '../metrics/task.ts';
import { chooseLevels, joinInputs } from '../model/baselineColumns.ts';
import { forecastBaselines } from '../model/evaluateWindows.ts';
import type { ModelRecord } from '../model/model.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { lossWeightsOf, type TrainingSet } from './step/trainStep.ts';

/** What the outputs are judged by, and the trivial and the linear model of the same rows to stand the network beside. */
export function judgedBy(parts: JudgedParts, tasks: readonly (Task | undefined)[]): Pick<ModelRecord, 'task' | 'baselines' | 'judged'> {
  const judged = tasks.map((task, i) => task && { task, baselines: baselinesOf(parts, i, task) });
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

function baselinesOf(parts: JudgedParts, output: number, task: Task): Baselines {
  const { network, set, units, encoders } = parts;
  if (encoders?.forecast !== undefined) return forecastBaselines(encoders, set, network);
  const target = encoders?.targets[output];
  const { inputs } = network;
  const levels = chooseLevels(set.inputs, inputs, { outputs: units[output]!, task });
  const { xs, width } = joinInputs(set.inputs, inputs, levels);
  const { values } = set.outputs[output]!;
  const quantiles = target?.type === 'quantiles' ? target.quantiles : [];
  const fitted = fitBaselines(xs, width, Float32Array.from(values), units[output]!, task, set.weights, quantiles, lossWeightsOf(set));
  return { ...fitted, ...levels };
}
