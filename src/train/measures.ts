import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { returnTo } from '../backend/backendInUse.ts';
import { answersToUnits, measuredAs, targetWidth, toUnits } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { TargetEncoder } from '../data/targets/table.ts';
import { createMeters } from '../metrics/meters.ts';
import type { Batch } from '../metrics/meter.ts';
import { computeInBatches, type Answers } from '../model/outputs.ts';
import { sliceRows, takeRows, toTensor } from '../model/table.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import { measuredOutputs } from '../spec/metricRules.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { outputWeights } from '../spec/outputWeights.ts';
import type { MetricFunction } from './losses.ts';
import { tensorMeter } from './tensorMeter.ts';
import { weightedMean, type LossFunction } from './step/computation.ts';
import { lossWeightsOf, type TrainingSet } from './step/trainStep.ts';

type Numbers = Readonly<Record<string, number>>;

/** The metrics of a set of rows that come batch by batch, a batch for each output. */
export interface Metrics extends Stateful {
  update(batches: readonly Batch[]): void;
  result(): Numbers;
}

export interface MeasureParts {
  readonly layersModel: LayersModel;
  readonly spec: NormalisedModel;
  readonly losses: readonly LossFunction[];
  /** Metrics written in the program. */
  readonly metrics: readonly MetricFunction[];
  readonly encoders?: Encoders;
  /** Whether answers may be recorded as steps are. Default: they may. */
  readonly step?: 'auto' | 'eager' | undefined;
}

/** New metrics, of nothing yet; undefined where none is asked for. `set` tells the shapes of the labels. */
export function createMetrics({ layersModel, spec, metrics, encoders }: MeasureParts, set: TrainingSet): Metrics | undefined {
  const { training, network } = spec;
  if (training.metrics.length + metrics.length === 0) return undefined;
  const names = network.outputs.map(({ name }) => name);
  const prefix = (i: number) => (names.length > 1 ? `${names[i]!}_` : '');
  const measured = names.map((_, i) => measuredAs(encoders?.targets[i]));
  const horizon = encoders?.forecast?.horizon;
  // Each step of a horizon is measured as a row of its own.
  const widthOf = (i: number) => (horizon === undefined ? layersModel.outputs[i]!.shape.at(-1) : targetWidth(encoders!.targets[i]!));
  const outputs = names.map((name, i) => ({ name, ...(measured[i] ?? { width: widthOf(i) ?? 1 }) }));
  const widths = names.map((_, i) => widthOf(i) ?? null);
  const taken = training.metrics.map((metric) => measuredOutputs(spec, metric, widths));
  const named = createMeters(training, outputs, (k, i) => taken[k]![i]!);
  const own = names.map((_, i) => {
    const shapes = measured[i]
      ? { targets: { shape: [1], dtype: 'float32' as const }, outputs: [measured[i].width] }
      : { targets: set.outputs[i]!, outputs: layersModel.outputs[i]!.shape.slice(1) };
    return metrics.map((metric) => tensorMeter(prefix(i) + metric.name, metric, shapes));
  });
  return {
    update(given) {
      const byStep = horizon === undefined ? given : given.map((batch) => ({ ...batch, rows: batch.rows * horizon }));
      const batches = byStep.map((batch, i) => inOwnUnits(batch, encoders?.targets[i]));
      named.update(batches);
      own.forEach((meters, i) => meters.forEach((meter) => meter.update(batches[i]!)));
    },
    result: () => Object.assign({}, named.result(), ...own.flat().map((meter) => meter.result())) as Numbers,
    save: () => ({ named: named.save(), own: own.map((meters) => meters.map((meter) => meter.save())) }),
    restore(saved) {
      const state = saved as { readonly named: Snapshot; readonly own: readonly (readonly Snapshot[])[] };
      named.restore(state.named);
      own.forEach((meters, i) => meters.forEach((meter, k) => meter.restore(state.own[i]![k]!)));
    },
  };
}

/** What should be answered to some rows of a set, one an output. */
export type Targets = Omit<Batch, 'outputs'>;

export function targetsOf(set: TrainingSet, rows: Uint32Array): readonly Targets[] {
  const weights = set.weights && Float32Array.from(rows, (row) => set.weights![row]!);
  return set.outputs.map((table) => ({ targets: takeRows(table, rows).values, rows: rows.length, ...(weights ? { weights } : {}) }));
}

/** Targets with what was answered in their place. */
export const answeredBy = (targets: readonly Targets[], outputs: readonly (Float32Array | Int32Array)[]): readonly Batch[] =>
  targets.map((target, i) => ({ ...target, outputs: outputs[i]! }));

/** A number is measured in the units of its column, as reports do; the loss is of what the network sees. */
function inOwnUnits(batch: Batch, target: TargetEncoder | undefined): Batch {
  return { ...batch, targets: toUnits(target, batch.targets), outputs: answersToUnits(target, batch.outputs) };
}

/** Loss and metrics of a set that is not trained on, batch by batch, by the weights that the model shows. */
export async function measure(parts: MeasureParts, set: TrainingSet, signal?: AbortSignal): Promise<Numbers> {
  const { layersModel, losses, spec, step } = parts;
  const metrics = createMetrics(parts, set);
  const names = spec.network.outputs.map(({ name }) => name);
  const sums = names.map(() => 0);
  const take = (answers: readonly Answers[], start: number, end: number) => {
    const targets = set.outputs.map((table) => sliceRows(table, start, end));
    const weights = set.weights?.subarray(start, end);
    const lossWeights = lossWeightsOf(set)?.subarray(start, end);
    const tensors = answers.map(({ values, shape }) => tf.tensor(values.slice(), [end - start, ...shape]));
    meanLosses(losses, targets.map(toTensor), tensors, lossWeights).forEach((loss, i) => (sums[i]! += (end - start) * loss));
    metrics?.update(
      answers.map((answer, i) => ({
        targets: targets[i]!.values,
        outputs: answer.values,
        rows: end - start,
        ...(weights ? { weights } : {}),
      })),
    );
  };
  const backend = tf.getBackend();
  await computeInBatches(layersModel, set.inputs, take, { signal, step, backend });
  if (backend) returnTo(backend);
  const penalties = tf.tidy(() => layersModel.calculateLosses().map((penalty) => penalty.dataSync()[0]!));
  const weights = outputWeights(spec);
  const loss = sums.reduce((all, sum, i) => all + weights[i]! * sum, 0) / set.rows;
  const own = names.length > 1 ? Object.fromEntries(names.map((name, i) => [`${name}_loss`, sums[i]! / set.rows])) : {};
  return { loss: loss + penalties.reduce((sum, penalty) => sum + penalty, 0), ...own, ...metrics?.result() };
}

/** Of each output, not weighed. */
function meanLosses(
  losses: readonly LossFunction[],
  targets: readonly Tensor[],
  answers: readonly Tensor[],
  weights: Float32Array | undefined,
): readonly number[] {
  const counts = weights && tf.tensor1d(weights);
  return answers.map((yPred, i) => weightedMean(losses[i]!(targets[i]!, yPred), counts).dataSync()[0]!);
}
