import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { watchLayers } from '../../model/layerNow.ts';
import { takeRows, toTensor } from '../../model/table.ts';
import { lossAndGradients } from './tape.ts';
import { lossWeightsOf, type TrainingSet } from './trainStep.ts';

/** Labels and answers to one value a row, [batch], whose mean is the loss. */
export type LossFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

export interface ComputationParts {
  readonly layersModel: LayersModel;
  readonly set: TrainingSet;
  /** One for each output; the loss is the sum of their means, each times its weight. */
  readonly losses: readonly LossFunction[];
  /** How much each output counts. */
  readonly lossWeights: readonly number[];
}

/** A batch as tensors, in the order of the model's inputs and outputs. */
export interface Batch {
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor[];
  /** How much each row counts, [batch]. */
  readonly weights: Tensor | undefined;
}

/** What a step comes to before weights move. All are the caller's to dispose of. */
export interface Computed {
  readonly loss: Scalar;
  /** The part of each output in the loss, where there are several. */
  readonly parts: readonly Tensor[];
  readonly answers: readonly Tensor[];
  /** With respect to each variable; undefined where the loss does not depend on it. */
  readonly gradients: readonly (Tensor | undefined)[];
}

/** What is computed at this moment besides layers; undefined outside of steps. */
let part: string | undefined;

/** Tells what of a step is being computed, as a reason names it, until `stop` is called. */
export function watchStep(layersModel: LayersModel): ReturnType<typeof watchLayers> {
  const layers = watchLayers(layersModel);
  return {
    get now() {
      return layers.now ?? part;
    },
    stop: layers.stop,
  };
}

/** Runs the model forward and backward by TF.js's operations. To be called in a tidy, which frees all but what is kept. */
export function compute({ layersModel, losses, lossWeights }: ComputationParts, batch: Batch, variables: Variable[]): Computed {
  let answers: Tensor[] = [];
  let parts: Tensor[] = [];
  const computeLoss = (): Scalar => {
    part = undefined;
    tf.dispose([...answers, ...parts]); // of the time before, where it is computed once more
    const answer = layersModel.apply([...batch.inputs], { training: true }) as Tensor | Tensor[];
    answers = Array.isArray(answer) ? answer : [answer];
    // Kept past the end of the tape, which frees all but the loss and the gradients.
    for (const tensor of answers) tf.keep(tensor);
    part = 'the loss';
    const own: Tensor[] = answers.map((yPred, i) => weightedMean(losses[i]!(batch.targets[i]!, yPred), batch.weights));
    if (answers.length > 1) parts = own.map((term) => tf.keep(term));
    const terms = own.map((term, i) => (lossWeights[i] === 1 ? term : tf.mul(term, lossWeights[i]!)));
    part = 'a regularizer';
    const penalties = layersModel.calculateLosses();
    part = 'a gradient';
    return tf.addN([...terms, ...penalties]) as Scalar;
  };
  try {
    const { value, grads } = lossAndGradients(computeLoss, variables, () => watchStep(layersModel));
    return { loss: value, parts, answers, gradients: variables.map(({ name }) => grads[name]) };
  } catch (error) {
    tf.dispose([...answers, ...parts]);
    throw error;
  } finally {
    part = undefined;
  }
}

/** Some rows of the set as tensors. */
export function batchOf(set: TrainingSet, rows: Uint32Array): Batch {
  return {
    inputs: set.inputs.map((table) => toTensor(takeRows(table, rows))),
    targets: set.outputs.map((table) => toTensor(takeRows(table, rows))),
    weights: weightsOfRows(set, rows),
  };
}

/** How much each of these rows counts, [batch]; nothing where all count alike. */
export function weightsOfRows(set: TrainingSet, rows: Uint32Array): Tensor | undefined {
  const weights = lossWeightsOf(set);
  return weights && tf.tensor1d(Float32Array.from(rows, (row) => weights[row]!));
}

/** The sum of the weighted values over how many there are, as Keras has it. */
export const weightedMean = (values: Tensor, weights: Tensor | undefined): Tensor =>
  tf.mean(weights === undefined ? values : tf.mul(values, weights));
