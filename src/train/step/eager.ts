import type { Optimizer, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { everyLayer } from '../../model/everyLayer.ts';
import { freeMasks } from '../../model/masks.ts';
import { takeRows, toTensor } from '../../model/table.ts';
import { deriveSeed, withSeededRandom, type Random } from '../../random.ts';
import type { StepResult, TrainingSet, TrainStep } from './trainStep.ts';

export type LossFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/**
 * The step as TF.js runs it, operation by operation: works for every model on every backend, and judges the faster ones.
 * @param losses One for each output; the loss is the sum of their means.
 * @param optimizer Stays the caller's.
 */
export function eagerStep(
  layersModel: LayersModel,
  set: TrainingSet,
  { losses, optimizer, random }: { readonly losses: readonly LossFunction[]; readonly optimizer: Optimizer; readonly random: Random },
): TrainStep {
  const weights = layersModel.trainableWeights;
  const variables = weights.map((weight) => weight.read() as Variable);
  const constrained = weights.flatMap(({ constraint }, i) => (constraint ? [{ constraint, variable: variables[i]! }] : []));
  const reseed = seededLayers(layersModel);
  let steps = 0;

  const run = (rows: Uint32Array, wantOutputs: boolean): StepResult => {
    reseed(steps++);
    let answers: Tensor[] = [];
    try {
      const loss = tf.tidy(() => {
        const inputs = set.inputs.map((table) => toTensor(takeRows(table, rows)));
        const targets = set.outputs.map((table) => toTensor(takeRows(table, rows)));
        const computeLoss = (): Scalar => {
          const answer = layersModel.apply(inputs, { training: true }) as Tensor | Tensor[];
          answers = Array.isArray(answer) ? answer : [answer];
          // Kept past the end of the tape, which frees all but the loss and the gradients.
          for (const tensor of answers) tf.keep(tensor);
          const terms: Tensor[] = answers.map((yPred, i) => tf.mean(losses[i]!(targets[i]!, yPred)));
          return tf.addN([...terms, ...layersModel.calculateLosses()]) as Scalar;
        };
        const { value, grads } = withSeededRandom(random, () => tf.variableGrads(computeLoss, variables));
        optimizer.applyGradients(grads);
        // TF.js keeps constraints but never applies them to what an optimizer writes.
        for (const { constraint, variable } of constrained) variable.assign(constraint.apply(variable));
        return value.dataSync()[0]!;
      });
      return { loss, outputs: wantOutputs ? answers.map((tensor) => tensor.dataSync() as Float32Array) : [] };
    } finally {
      tf.dispose(answers);
    }
  };
  return {
    name: 'eager',
    run,
    writeWeights: () => undefined,
    dispose: () => {
      reseed(undefined);
      freeMasks(layersModel);
    },
  };
}

/**
 * TF.js draws the same mask for ever in a dropout layer that has a seed. This gives each such layer another seed for each step,
 * decided by its own, and puts its own back when called with undefined.
 */
function seededLayers(layersModel: LayersModel): (step: number | undefined) => void {
  const seeded = everyLayer(layersModel.layers)
    .filter((layer) => layer.getClassName() === 'Dropout')
    .map((layer) => layer as unknown as { seed?: number }) // a private field of Dropout
    .flatMap((layer) => (typeof layer.seed === 'number' ? [{ layer, seed: layer.seed }] : []));
  return (step) => {
    for (const { layer, seed } of seeded) layer.seed = step === undefined ? seed : deriveSeed(seed, 'mask', step);
  };
}
