import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { lossFunction } from '../../compile/losses.ts';
import { createStockOptimizer } from '../../compile/optimizers.ts';
import { SpecError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import { eagerStep } from './eager.ts';
import { plainStep } from './plain.ts';
import type { TrainingSet, TrainStep } from './trainStep.ts';

export interface StepParts {
  readonly layersModel: LayersModel;
  readonly spec: NormalisedModel;
  readonly set: TrainingSet;
  /** To be used in place of the spec's; stays the caller's. */
  readonly optimizer?: Optimizer;
  /** Decides masks and noise. */
  readonly random: Random;
}

/** The step for a model: plain loops where they can do the whole of it, else TF.js's own operations. */
export function createStep({ layersModel, spec, set, optimizer: given, random }: StepParts, wanted: 'auto' | 'eager'): TrainStep {
  if (layersModel.trainableWeights.length === 0) {
    const fix = 'add a layer with weights, or let one be trainable';
    throw new SpecError('the network', [{ path: 'network.layers', expected: 'a weight that can be trained', received: 'none', fix }]);
  }
  const plain = wanted === 'auto' && given === undefined ? plainStep(layersModel, spec.network, spec.training, set, random) : undefined;
  if (plain !== undefined) return plain;
  const optimizer = given ?? createStockOptimizer(spec.training.optimizer);
  const step = eagerStep(layersModel, set, { losses: spec.training.loss.map(lossFunction), optimizer, random });
  return {
    ...step,
    dispose() {
      step.dispose();
      if (given === undefined) optimizer.dispose();
    },
  };
}
