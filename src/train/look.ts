import type { LayersModel } from '@tensorflow/tfjs-layers';
import { show, UsageError } from '../errors.ts';
import { readWeights, writeWeights } from '../model/weights.ts';
import { layerStates } from './step/layerStates.ts';
import type { TrainStep } from './step/trainStep.ts';

/**
 * Lets `work` look at the model of a run that waits, and leaves it as it was.
 * @param weights To be looked at; undefined for those that are there, or their running means where the optimizer keeps them.
 */
export async function lookAt<T>(
  layersModel: LayersModel,
  step: TrainStep,
  weights: readonly Float32Array[] | undefined,
  work: () => Promise<T>,
): Promise<T> {
  step.writeWeights(true);
  const last = readWeights(layersModel);
  const states = layerStates(layersModel);
  const before = states.save();
  if (weights !== undefined) writeWeights(layersModel, weights);
  try {
    return await work();
  } finally {
    writeWeights(layersModel, last);
    states.restore(before);
    step.writeWeights();
  }
}

export const bestIsNotKept = () =>
  new UsageError('look', [
    {
      path: 'which',
      expected: 'a run that keeps the weights of its best epoch',
      received: show('best'),
      fix: 'train with { keepBest: true }, or with checkpoints',
    },
  ]);
