import type { Scalar } from '@tensorflow/tfjs-core';
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
  /** Makes the weights visible in the model, or their running means where there are some. */
  show(averaged: boolean): void;
}

export function createMinimizer(layersModel: LayersModel, optimizerValue: NamedValue): Minimizer {
  const weights = trainableWeights(layersModel);
  const variables = weights.map(({ variable }) => variable);
  const shared = variables.map(shareValues);
  // Gradients may share memory with each other or with what the tape holds: the optimizer gets copies to write over.
  const gradients = weights.map(({ size }) => new Float32Array(size));
  const optimizer = createOptimizer(optimizerValue, weights);
  const constrained = weights.flatMap(({ constraint, variable }) => (constraint ? [{ constraint, variable }] : []));

  return {
    minimize: (computeLoss, learningRate) =>
      tf.tidy(() => {
        const { value, grads } = lossAndGradients(computeLoss, variables);
        const loss = value.dataSync()[0]!;
        if (!Number.isFinite(loss)) return loss;
        variables.forEach(({ name }, i) => {
          const gradient = grads[name];
          if (gradient === undefined) gradients[i]!.fill(0);
          else gradients[i]!.set(heapValues(gradient) ?? gradient.dataSync());
        });
        for (const values of shared) values.prepare();
        optimizer.apply(
          shared.map((values) => values.read()),
          gradients,
          learningRate,
        );
        for (const values of shared) values.write();
        // TF.js keeps constraints but never applies them to what an optimizer writes.
        for (const { constraint, variable } of constrained) variable.assign(constraint.apply(variable));
        return loss;
      }),
    show(averaged) {
      const means = averaged ? optimizer.averages : undefined;
      shared.forEach((values, i) => (means === undefined ? values.hide() : values.show(within(weights[i]!, means[i]!))));
    },
    save: () => optimizer.save(),
    restore: (saved) => optimizer.restore(saved),
  };
}

/** Means of weights, which the optimizer takes before they are constrained, within the same bounds. */
const within = ({ constraint, variable }: ModelWeight, means: Float32Array): Float32Array =>
  constraint ? tf.tidy(() => constraint.apply(tf.tensor(means, variable.shape)).dataSync() as Float32Array) : means;
