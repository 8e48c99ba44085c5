import type { InTurns } from '../../turns/inTurns.ts';
import type { Examples } from '../../model/slots.ts';
import type { Stateful } from '../../snapshot.ts';

/** What a step works on: tables of all rows, in the order of the model's inputs and outputs. */
export type TrainingSet = Examples;

/** How much each row counts in the loss, [rows]; in metrics its own weight alone does. */
export const lossWeightsOf = ({ weights, lossWeights }: TrainingSet): Float32Array | undefined => lossWeights ?? weights;

export interface StepResult {
  /** Mean over the batch, weights of rows and penalties of regularizers included, before the weights change. */
  readonly loss: number;
  /** What the network answered, one list an output, where `wantOutputs` asked for it. Not to be kept: the next step may write over it. */
  readonly outputs: readonly (Float32Array | Int32Array)[];
  /** Other numbers of the batch, by name. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/**
 * One way of running a training step: forward, backward, one change of the weights. Its snapshot holds the optimizer, the
 * counters and the random numbers, but not the weights of the model.
 */
export interface TrainStep extends Stateful {
  readonly name: 'eager' | 'plain' | 'own';
  /** Begins to go through the rows: states that layers carry from batch to batch are 0 again. */
  beginEpoch?(): void;
  /** Trains once on these rows of the set. */
  run(rows: Uint32Array, learningRate: number, wantOutputs: boolean): StepResult;
  /**
   * The same where that takes so long that other work should have its turn meanwhile: undefined where it does not, and `run` is to be
   * called. The step is made when it ends: where it is left before, nothing has changed.
   */
  runInTurns?(rows: Uint32Array, learningRate: number, wantOutputs: boolean): InTurns<StepResult> | undefined;
  /**
   * Waits for what is made beside, where the next step, on these rows, cannot do without: nothing else has to wait then. To be asked
   * again afterwards.
   * @param isOver Ends that where it says so, or throws.
   */
  prepare?(rows: Uint32Array, learningRate: number, wantOutputs: boolean, isOver: () => boolean): Promise<void> | undefined;
  /** Several steps in one call, where that is faster. */
  readonly together?: StepsTogether | undefined;
  /**
   * A copy of all weights of the model as the last step left them, in the order of `readWeights`.
   * @param into Arrays of their lengths to be written over and given back. Default: new ones.
   */
  weights(into?: readonly Float32Array[]): Float32Array[];
  /**
   * Makes the weights of the last step visible in the tf.LayersModel, where the next step then reads them: what the program
   * changes there counts.
   * @param averaged Makes their running means visible instead, where the optimizer keeps them; until called again.
   */
  writeWeights(averaged?: boolean): void;
  /** Frees what the step holds; the model stays. */
  dispose(): void;
}

/** Steps that wait, to be made in one call. */
export interface StepsTogether {
  /** How many of batches of so many rows may wait now; where it is 1 they are to be run one by one. */
  most(rows: number): number;
  /** As `prepare` of the step, while others wait. */
  prepare?: TrainStep['prepare'];
  /** Has a step wait, whose rows stay in their places until it is made. All that wait have as many rows. */
  add(rows: Uint32Array, learningRate: number, wantOutputs: boolean): void;
  /** Makes those that wait: a result for each. */
  run(wantOutputs: boolean): readonly StepResult[];
}
