import type { Stateful } from '../snapshot.ts';

/** One trainable weight as an optimizer knows it. */
export interface Parameter {
  /** `dense_1/kernel` */
  readonly name: string;
  /** Id of the layer that it belongs to. */
  readonly layer: string;
  /** How many numbers it holds. */
  readonly size: number;
  /** Default: [size]. Asked for by graphs alone, whose values have shapes. */
  readonly shape?: readonly number[];
  /** Whether weight decay draws it towards 0: true for kernels, false for biases and normalisation. */
  readonly decays: boolean;
}

/** One for each weight; none where it is to be left as it is. */
export type Gradients<A = Float32Array> = readonly (A | undefined)[];

/** What moves the weights, and what it remembers for that from step to step. */
export interface Optimizer<A = Float32Array> extends Stateful {
  /**
   * One change of all weights, in place.
   * @param weights In the order of the parameters that the optimizer was made for. Like the gradients they are in its memory.
   * @param gradients Of the mean loss with respect to each. Overwritten. A weight without one is left as it is, and what is remembered
   *   of it too: it is frozen now, or the loss does not depend on it. TF.js and Keras do the same.
   * @param learningRate Of this step, after any schedule; read anew each time.
   */
  apply(weights: readonly A[], gradients: Gradients<A>, learningRate: number): void;
  /** Running means of the weights, in the same order, where the optimizer keeps them (`useEma`) and has made a step. Not to be written to. */
  readonly averages: readonly A[] | undefined;
  /** Frees what it remembers. */
  dispose(): void;
}
