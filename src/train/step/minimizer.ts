import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { kernelModuleNow, type KernelModule } from '../../backend/wasm/kernelModule.ts';
import { heapValues } from '../../backend/wasm/heap.ts';
import { wasmOptimizerMemory } from '../../backend/wasm/optimizerMemory.ts';
import { watchLayers } from '../../model/layerNow.ts';
import { createOptimizer } from '../../optimizers/createOptimizer.ts';
import { arrayMemory } from '../../optimizers/memory.ts';
import type { Gradients } from '../../optimizers/optimizer.ts';
import type { Stateful } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { createGradients } from './gradients.ts';
import { trainableWeights, type ModelWeight } from './parameters.ts';
import { shareValues, type SharedValues } from './sharedValues.ts';
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
  /**
   * Changes the weights once by gradients as tensors; weights that have none stay as they are.
   * @param loss What they were computed from. Those that were made after it may be written over.
   */
  moveBy(gradients: readonly (Tensor | undefined)[], learningRate: number, loss: Tensor): void;
  /**
   * Has every variable own its memory, and the optimizer have its own, as `move` needs it. What memory is taken for that may move the
   * memory of WebAssembly; where all is so already, nothing is done.
   */
  prepare(): void;
  /**
   * Changes the weights once, after `prepare`.
   * @param gradients One for each trainable weight, in the model's order; weights that have none stay as they are. Overwritten. On
   *   WebAssembly best views of its memory: others are copied there.
   */
  move(gradients: Gradients, learningRate: number): void;
  /** Makes the weights visible in the model, or their running means where there are some. */
  show(averaged: boolean): void;
  /** Frees what it remembers; the model stays. */
  dispose(): void;
}

/** @param weights What it moves. Default: what is trainable now; what the program freezes later stays as it is until it is thawed. */
export function createMinimizer(
  layersModel: LayersModel,
  optimizerValue: NamedValue,
  weights: readonly ModelWeight[] = trainableWeights(layersModel),
): Minimizer {
  const variables = weights.map(({ variable }) => variable);
  const shared = variables.map(shareValues);
  const constrained = weights.flatMap(({ constraint, variable }, i) =>
    constraint ? [{ i, constraint, variable, shared: shared[i]! }] : [],
  );
  /** The weights as arrays, viewed anew in each step. */
  const values: Float32Array[] = [];

  const begin = (module: KernelModule | undefined) => {
    const memory = module ? wasmOptimizerMemory(module) : arrayMemory({ rounds: tf.getBackend() === 'tensorflow' });
    return { module, memory, optimizer: createOptimizer(optimizerValue, weights, memory), gradients: createGradients(weights, memory) };
  };
  let work = begin(kernelModuleNow());
  /** The weights are where the backend is, which the program may have changed. */
  const follow = () => {
    const module = kernelModuleNow();
    if (module === work.module) return;
    const { optimizer } = work;
    work = begin(module);
    work.optimizer.restore(optimizer.save());
    optimizer.dispose();
  };

  const prepare = () => {
    follow();
    for (let i = 0; i < shared.length; i++) shared[i]!.prepare();
    work.memory.settle();
  };
  const move = (gradients: Gradients, learningRate: number) => {
    const inside = work.gradients.ofArrays(gradients);
    for (let i = 0; i < shared.length; i++) values[i] = shared[i]!.read();
    work.optimizer.apply(values, inside, learningRate);
    for (let i = 0; i < shared.length; i++) shared[i]!.write();
    // TF.js keeps constraints but never applies them to what an optimizer writes.
    if (constrained.length > 0) {
      tf.tidy(() => constrained.forEach((each) => inside[each.i] && constrain(each)));
    }
  };
  const moveBy = (tensors: readonly (Tensor | undefined)[], learningRate: number, loss: Tensor) => {
    prepare();
    move(work.gradients.ofTensors(tensors, loss), learningRate);
  };
  return {
    minimize: (computeLoss, learningRate) =>
      tf.tidy(() => {
        const { value, grads } = lossAndGradients(computeLoss, variables, () => watchLayers(layersModel));
        const loss = value.dataSync()[0]!;
        if (Number.isFinite(loss)) {
          moveBy(
            variables.map(({ name }) => grads[name]),
            learningRate,
            value,
          );
        }
        return loss;
      }),
    variables,
    moveBy,
    prepare,
    move,
    show(averaged) {
      // Copied before the first is shown, by which memory may move.
      const means = averaged ? work.optimizer.averages?.map((mean) => mean.slice()) : undefined;
      shared.forEach((values, i) => (means === undefined ? values.hide() : values.show(within(weights[i]!, means[i]!))));
    },
    save: () => work.optimizer.save(),
    restore: (saved) => work.optimizer.restore(saved),
    dispose: () => work.optimizer.dispose(),
  };
}

/** Writes values within their bounds to where the others lie: a program that was recorded goes on reading them there. */
function constrain({ constraint, variable, shared }: Pick<ModelWeight, 'variable'> & Constrained): void {
  const bounded = constraint.apply(variable);
  const values = heapValues(bounded) ?? (bounded.dataSync() as Float32Array);
  shared.read().set(values);
  shared.write();
}

interface Constrained {
  readonly constraint: NonNullable<ModelWeight['constraint']>;
  readonly shared: SharedValues;
}

/** Means of weights, which the optimizer takes before they are constrained, within the same bounds. */
const within = ({ constraint, variable }: ModelWeight, means: Float32Array): Float32Array =>
  constraint ? tf.tidy(() => constraint.apply(tf.tensor(means, variable.shape)).dataSync() as Float32Array) : means;
