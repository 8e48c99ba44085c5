import type { Examples } from '../../model/slots.ts';

/** What a step works on: tables of all rows, in the order of the model's inputs and outputs. */
export type TrainingSet = Examples;

export interface StepResult {
  /** Mean over the batch, penalties of regularizers included, before the weights change. */
  readonly loss: number;
  /** What the network answered, one list an output, where `wantOutputs` asked for it. */
  readonly outputs: readonly (Float32Array | Int32Array)[];
}

/** One way of running a training step: forward, backward, one change of the weights. */
export interface TrainStep {
  readonly name: 'eager' | 'plain';
  /** Trains once on these rows of the set. */
  run(rows: Uint32Array, wantOutputs: boolean): StepResult;
  /** Makes the trained weights visible in the tf.LayersModel. */
  writeWeights(): void;
  /** Frees what the step holds; the model stays. */
  dispose(): void;
}
