import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tfl } from '#tf';
import { toSpec } from '../compile/toSpec.ts';
import { show, UsageError } from '../errors.ts';
import type { OptimizerSpec } from '../spec/builders/words.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { Named } from '../spec/named.ts';
import { optimizers } from '../spec/optimizers.ts';
import type { TrainingSpec } from '../spec/training.ts';
import type { TrainOptions } from './options.ts';

export function isLayersModel(subject: unknown): subject is LayersModel {
  return subject instanceof tfl.LayersModel;
}

/** The spec of a tf.LayersModel; the loss and optimizer that it was compiled with count where the options have none. */
export function layersModelSpec(layersModel: LayersModel, options: TrainOptions): ModelSpec {
  const { loss, optimizer } = layersModel;
  const training = optimizer && options.optimizer === undefined ? { optimizer: describeOptimizer(optimizer) } : {};
  if (options.loss !== undefined || options.trainStep !== undefined || loss === undefined)
    return { network: toSpec(layersModel), training };
  if (typeof loss !== 'string') {
    const fix = 'give the loss to this call too: train(model, data, { loss })';
    throw new UsageError('the model', [{ path: 'loss', expected: 'a loss by name', received: show(loss), fix }]);
  }
  return { network: toSpec(layersModel), training: { ...training, loss } as TrainingSpec };
}

/** The one that a model was compiled with, as a spec says it. */
function describeOptimizer(optimizer: Optimizer): OptimizerSpec {
  const name = optimizer.getClassName().toLowerCase();
  const kind = Object.values<Named>(optimizers).find(({ type }) => type.toLowerCase() === name);
  if (kind === undefined) {
    const fix = 'give one by name: train(model, data, { optimizer: "adam" })';
    throw new UsageError('the model', [{ path: 'optimizer', expected: 'an optimizer of TensorFlow.js', received: show(optimizer), fix }]);
  }
  const told = Object.entries(optimizer.getConfig()).filter(([option, value]) => option in kind.options && value !== null);
  return { type: kind.type, ...Object.fromEntries(told) } as OptimizerSpec;
}
