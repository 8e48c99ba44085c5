import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { toUnits } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { TargetEncoder } from '../data/targets/table.ts';
import { createMeters } from '../metrics/meters.ts';
import type { Batch } from '../metrics/meter.ts';
import { computeInBatches } from '../model/outputs.ts';
import { sliceRows, takeRows, toTensor } from '../model/table.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';
import type { MetricFunction } from './losses.ts';
import { tensorMeter } from './tensorMeter.ts';
import { weightedMean, type LossFunction } from './step/eager.ts';
import { lossWeightsOf, type TrainingSet } from './step/trainStep.ts';

type Numbers = Readonly<Record<string, number>>;

/** The metrics of a set of rows that come batch by batch, a batch for each output. */
export interface Metrics extends Stateful {
  update(batches: readonly Batch[]): void;
  result(): Numbers;
}

export interface MeasureParts {
  readonly layersModel: LayersModel;
  readonly training: NormalisedTraining;
  readonly losses: readonly LossFunction[];
  /** Metrics written in the program. */
  readonly metrics: readonly MetricFunction[];
  readonly encoders?: Encoders;
}

/** New metrics, of nothing yet; undefined where none is asked for. `set` tells the shapes of the labels. */
export function createMetrics({ layersModel, training, metrics, encoders }: MeasureParts, set: TrainingSet): Metrics | undefined {
  if (training.metrics.length + metrics.length === 0) return undefined;
  const names = layersModel.outputNames;
  const prefix = (i: number) => (names.length > 1 ? `${names[i]!}_` : '');
  const widthOf = (i: number) => layersModel.outputs[i]!.shape.at(-1) ?? 1;
  const named = createMeters(
    training,
    names.map((name, i) => ({ name, width: widthOf(i) })),
  );
  const own = names.map((_, i) =>
    metrics.map((metric) =>
      tensorMeter(prefix(i) + metric.name, metric, {
        targets: set.outputs[i]!,
        outputs: layersModel.outputs[i]!.shape.slice(1),
      }),
    ),
  );
  return {
    update(given) {
      const batches = given.map((batch, i) => inOwnUnits(batch, encoders?.targets[i]));
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

/** What was answered for some rows of a set, one batch an output. */
export function batchesOf(set: TrainingSet, rows: Uint32Array, outputs: readonly (Float32Array | Int32Array)[]) {
  const weights = set.weights && Float32Array.from(rows, (row) => set.weights![row]!);
  return outputs.map((answers, i) => ({
    targets: takeRows(set.outputs[i]!, rows).values,
    outputs: answers,
    rows: rows.length,
    ...(weights ? { weights } : {}),
  }));
}

/** A number is measured in the units of its column, as reports do; the loss is of what the network sees. */
function inOwnUnits(batch: Batch, target: TargetEncoder | undefined): Batch {
  return { ...batch, targets: toUnits(target, batch.targets), outputs: toUnits(target, batch.outputs) };
}

/** Loss and metrics of a set that is not trained on, batch by batch, by the weights that the model shows. */
export async function measure(parts: MeasureParts, set: TrainingSet, signal?: AbortSignal): Promise<Numbers> {
  const { layersModel, losses } = parts;
  const metrics = createMetrics(parts, set);
  let loss = 0;
  const take = (answers: readonly Tensor[], start: number, end: number) => {
    const targets = set.outputs.map((table) => sliceRows(table, start, end));
    const weights = set.weights?.subarray(start, end);
    const lossWeights = lossWeightsOf(set)?.subarray(start, end);
    loss += (end - start) * meanLoss(losses, targets.map(toTensor), answers, lossWeights);
    metrics?.update(
      answers.map((answer, i) => ({
        targets: targets[i]!.values,
        outputs: answer.dataSync() as Float32Array,
        rows: end - start,
        ...(weights ? { weights } : {}),
      })),
    );
  };
  await computeInBatches(layersModel, set.inputs, take, signal);
  const penalties = tf.tidy(() => layersModel.calculateLosses().map((penalty) => penalty.dataSync()[0]!));
  return { loss: loss / set.rows + penalties.reduce((sum, penalty) => sum + penalty, 0), ...metrics?.result() };
}

function meanLoss(
  losses: readonly LossFunction[],
  targets: readonly Tensor[],
  answers: readonly Tensor[],
  weights: Float32Array | undefined,
): number {
  const counts = weights && tf.tensor1d(weights);
  const terms = answers.map((yPred, i) => weightedMean(losses[i]!(targets[i]!, yPred), counts).dataSync()[0]!);
  return terms.reduce((sum, term) => sum + term, 0);
}
