import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { freeMasks } from '../../model/masks.ts';
import { takeRows, toTensor } from '../../model/table.ts';
import { readWeights } from '../../model/weights.ts';
import { withSeededRandom, type Random } from '../../random.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { createMinimizer } from './minimizer.ts';
import { seededLayers } from './seededLayers.ts';
import { layerStates } from './layerStates.ts';
import { lossWeightsOf, type StepResult, type TrainingSet, type TrainStep } from './trainStep.ts';

/** Labels and answers to one value a row, [batch], whose mean is the loss. */
export type LossFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

export interface EagerParts {
  readonly layersModel: LayersModel;
  readonly set: TrainingSet;
  /** One for each output; the loss is the sum of their means, each times its weight. */
  readonly losses: readonly LossFunction[];
  /** How much each output counts. */
  readonly lossWeights: readonly number[];
  /** What each output is called. */
  readonly names: readonly string[];
  readonly optimizer: NamedValue;
  /** Decides masks and noise. */
  readonly random: Random;
}

/** The step as TF.js runs it, operation by operation: works for every model on every backend, and judges the faster ones. */
export function eagerStep({ layersModel, set, losses, lossWeights, names, optimizer, random }: EagerParts): TrainStep {
  const minimizer = createMinimizer(layersModel, optimizer);
  const reseed = seededLayers(layersModel);
  const states = layerStates(layersModel);
  let steps = 0;

  const run = (rows: Uint32Array, learningRate: number, wantOutputs: boolean): StepResult => {
    reseed(steps++);
    let answers: Tensor[] = [];
    let parts: Tensor[] = [];
    try {
      const loss = tf.tidy(() => {
        const inputs = set.inputs.map((table) => toTensor(takeRows(table, rows)));
        const targets = set.outputs.map((table) => toTensor(takeRows(table, rows)));
        const weights = weightsOfRows(set, rows);
        const computeLoss = (): Scalar => {
          const answer = layersModel.apply(inputs, { training: true }) as Tensor | Tensor[];
          answers = Array.isArray(answer) ? answer : [answer];
          // Kept past the end of the tape, which frees all but the loss and the gradients.
          if (wantOutputs) for (const tensor of answers) tf.keep(tensor);
          const own: Tensor[] = answers.map((yPred, i) => weightedMean(losses[i]!(targets[i]!, yPred), weights));
          if (answers.length > 1) parts = own.map((term) => tf.keep(term));
          const terms = own.map((term, i) => (lossWeights[i] === 1 ? term : tf.mul(term, lossWeights[i]!)));
          return tf.addN([...terms, ...layersModel.calculateLosses()]) as Scalar;
        };
        return withSeededRandom(random, () => minimizer.minimize(computeLoss, learningRate));
      });
      const numbers = Object.fromEntries(parts.map((term, i) => [`${names[i]!}_loss`, term.dataSync()[0]!]));
      const outputs = wantOutputs ? answers.map((tensor) => tensor.dataSync() as Float32Array) : [];
      return { loss, outputs, ...(parts.length > 0 ? { numbers } : {}) };
    } finally {
      tf.dispose(parts);
      if (wantOutputs) tf.dispose(answers);
    }
  };
  return {
    name: 'eager',
    run,
    weights: () => readWeights(layersModel),
    writeWeights: (averaged = false) => minimizer.show(averaged),
    save: () => ({ steps, random: random.state, optimizer: minimizer.save(), states: states.save() }),
    restore(saved) {
      const { steps: count, random: state, optimizer: slots, states: kept } = saved as unknown as EagerState;
      steps = count;
      random.state = state;
      minimizer.restore(slots);
      states.restore(kept);
    },
    dispose: () => {
      minimizer.dispose();
      reseed(undefined);
      freeMasks(layersModel);
    },
  };
}

interface EagerState {
  readonly steps: number;
  readonly random: number;
  readonly optimizer: Snapshot;
  readonly states: Snapshot;
}

/** How much each of these rows counts, [batch]; nothing where all count alike. */
export function weightsOfRows(set: TrainingSet, rows: Uint32Array): Tensor | undefined {
  const weights = lossWeightsOf(set);
  return weights && tf.tensor1d(Float32Array.from(rows, (row) => weights[row]!));
}

/** The sum of the weighted values over how many there are, as Keras has it. */
export const weightedMean = (values: Tensor, weights: Tensor | undefined): Tensor =>
  tf.mean(weights === undefined ? values : tf.mul(values, weights));
