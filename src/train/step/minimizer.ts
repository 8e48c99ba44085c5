import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { heapValues } from '../../backend/wasm/heap.ts';
import { createOptimizer } from '../../optimizers/createOptimizer.ts';
import type { Stateful } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { trainableWeights, type ModelWeight } from './parameters.ts';
import { shareValues } from './sharedValues.ts';
import { lossAndGradients } from './tape.ts';

/** Moves the weights of one model against the gradient of a loss. */
export interface Minimizer extends Stateful {
  /**
   * Computes a loss and its gradients, and changes the weights once.
   * @param computeLoss Runs in a tidy of its own; may keep what it wants to outlive it.
   * @returns The loss before the change. Where it is not finite, nothing is changed.
   */
  minimize(computeLoss: () => Scalar, learningRate: number): number;
  /** What it moves, in the model's order. */
  readonly variables: Variable[];
  /** Changes the weights once by gradients as tensors; those of weights that have none are 0. */
  moveBy(gradients: readonly (Tensor | undefined)[], learningRate: number): void;
  /** Has every variable own its memory, as `move` needs it. Takes memory where one does not, by which that of WebAssembly may move. */
  prepare(): void;
  /**
   * Changes the weights once, after `prepare`.
   * @param gradients One for each trainable weight, in the model's order; those of weights that have none are 0. Overwritten. On
   * WebAssembly best views of its memory.
   */
  move(gradients: readonly (Float32Array | undefined)[], learningRate: number): void;
  /** Makes the weights visible in the model, or their running means where there are some. */
  show(averaged: boolean): void;
  /** Frees what it remembers; the model stays. */
  dispose(): void;
}

export function createMinimizer(layersModel: LayersModel, optimizerValue: NamedValue): Minimizer {
  const weights = trainableWeights(layersModel);
  const variables = weights.map(({ variable }) => variable);
  const shared = variables.map(shareValues);
  /** Views of the weights, made anew in each step. */
  const values: Float32Array[] = [];
  const slopes: Float32Array[] = [];
  /** Gradients may share memory with each other or with what the tape holds: the optimizer gets copies to write over. */
  let copies: readonly Float32Array[] | undefined;
  const optimizer = createOptimizer(optimizerValue, weights);
  const constrained = weights.flatMap(({ constraint, variable }) => (constraint ? [{ constraint, variable }] : []));

  const prepare = () => {
    for (let i = 0; i < shared.length; i++) shared[i]!.prepare();
  };
  const move = (gradients: readonly (Float32Array | undefined)[], learningRate: number) => {
    for (let i = 0; i < shared.length; i++) {
      values[i] = shared[i]!.read();
      slopes[i] = gradients[i] ?? new Float32Array(weights[i]!.size);
    }
    optimizer.apply(values, slopes, learningRate);
    for (let i = 0; i < shared.length; i++) shared[i]!.write();
    // TF.js keeps constraints but never applies them to what an optimizer writes.
    if (constrained.length > 0) {
      tf.tidy(() => constrained.forEach(({ constraint, variable }) => variable.assign(constraint.apply(variable))));
    }
  };
  const moveBy = (tensors: readonly (Tensor | undefined)[], learningRate: number) => {
    const gradients = (copies ??= weights.map(({ size }) => new Float32Array(size)));
    tensors.forEach((gradient, i) => {
      if (gradient === undefined) gradients[i]!.fill(0);
      else gradients[i]!.set(heapValues(gradient) ?? gradient.dataSync());
    });
    prepare();
    move(gradients, learningRate);
  };
  return {
    minimize: (computeLoss, learningRate) =>
      tf.tidy(() => {
        const { value, grads } = lossAndGradients(computeLoss, variables);
        const loss = value.dataSync()[0]!;
        if (Number.isFinite(loss)) {
          moveBy(
            variables.map(({ name }) => grads[name]),
            learningRate,
          );
        }
        return loss;
      }),
    variables,
    moveBy,
    prepare,
    move,
    show(averaged) {
      const means = averaged ? optimizer.averages : undefined;
      shared.forEach((values, i) => (means === undefined ? values.hide() : values.show(within(weights[i]!, means[i]!))));
    },
    save: () => optimizer.save(),
    restore: (saved) => optimizer.restore(saved),
    dispose: () => undefined,
  };
}

/** Means of weights, which the optimizer takes before they are constrained, within the same bounds. */
const within = ({ constraint, variable }: ModelWeight, means: Float32Array): Float32Array =>
  constraint ? tf.tidy(() => constraint.apply(tf.tensor(means, variable.shape)).dataSync() as Float32Array) : means;
