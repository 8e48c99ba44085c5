import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { lossFunction } from '../compile/losses.ts';
import { metricFunction } from '../compile/metrics.ts';
import { computeOutputs } from '../model/outputs.ts';
import { toTensor, type Table } from '../model/table.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';
import type { LoopParts, Measure } from './loop.ts';
import type { TrainingSet } from './step/trainStep.ts';

type Numbers = Readonly<Record<string, number>>;

/** The numbers of an epoch: metrics of the answers given while training, and loss and metrics on the held-out rows. */
export function measures(
  layersModel: LayersModel,
  training: NormalisedTraining,
  heldOut: TrainingSet | undefined,
): Pick<LoopParts, 'measure' | 'validate'> {
  const metrics: Measure = (outputs, targets) => meanMetrics(layersModel, training, outputs, targets);
  const validate = async (): Promise<Numbers> => {
    const outputs = await computeOutputs(layersModel, heldOut!.inputs);
    return { loss: meanLoss(layersModel, training, outputs, heldOut!.outputs), ...metrics(outputs, heldOut!.outputs) };
  };
  return { ...(training.metrics.length > 0 ? { measure: metrics } : {}), ...(heldOut ? { validate } : {}) };
}

function meanLoss(layersModel: LayersModel, { loss }: NormalisedTraining, outputs: readonly Table[], targets: readonly Table[]): number {
  const terms = outputs.map((output, i) => mean(layersModel, i, output, targets[i]!, lossFunction(loss[i]!)));
  const penalties = tf.tidy(() => layersModel.calculateLosses().map((penalty) => penalty.dataSync()[0]!));
  return [...terms, ...penalties].reduce((sum, term) => sum + term, 0);
}

/** Each metric of each output: `accuracy`, and `price_accuracy` where there are several outputs. */
function meanMetrics(
  layersModel: LayersModel,
  { metrics, loss }: NormalisedTraining,
  outputs: readonly Table[],
  targets: readonly Table[],
): Numbers {
  const entries = outputs.flatMap((output, i) =>
    metrics.map((metric) => {
      const prefix = outputs.length > 1 ? `${layersModel.outputNames[i]!}_` : '';
      return [prefix + metric.type, mean(layersModel, i, output, targets[i]!, metricFunction(metric, loss[i]!))] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function mean(layersModel: LayersModel, index: number, output: Table, target: Table, of: (yTrue: Tensor, yPred: Tensor) => Tensor): number {
  // The answers of a training epoch come flat: their shape is the model's, null being what the rows say.
  const shape = layersModel.outputs[index]!.shape.slice(1);
  const size = output.values.length / output.rows;
  const known = shape.reduce<number>((all, n) => all * (n ?? 1), 1);
  const whole = shape.map((n) => n ?? size / known);
  return tf.tidy(() => tf.mean(of(toTensor(target), toTensor({ ...output, shape: whole }))).dataSync()[0]!);
}
