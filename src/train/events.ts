import type { LayersModel } from '@tensorflow/tfjs-layers';

/** What one epoch came to. Plain JSON. */
export interface EpochEvent {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** `loss`, the metrics, and the same on held-out rows as `val_loss`, ... */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of the last step of the epoch. */
  readonly learningRate: number;
  /** Training rows that the epoch went through. */
  readonly rows: number;
  /** Time that the epoch took, validation included. */
  readonly milliseconds: number;
  /** Whether it is the best so far by the number that is watched. */
  readonly best: boolean;
}

/** What one step came to. */
export interface BatchEvent {
  readonly epoch: number;
  readonly epochs: number;
  /** Counted from 1 within the epoch. */
  readonly batch: number;
  readonly batches: number;
  readonly rows: number;
  /** Mean over the batch, before the weights changed. */
  readonly loss: number;
  readonly learningRate: number;
}

/** Something that looks wrong with a run that goes on. */
export interface Warning {
  /** What it is about: `deadUnits`, `lossDoesNotMove`, `labelsOutsideRange`, ... */
  readonly about: string;
  /** In words, with the place and what may help. */
  readonly message: string;
}

/** What a callback may do to the run. */
export interface Control {
  /** The model that is being trained; its weights are those after the last step. */
  readonly layersModel: LayersModel;
  /**
   * Of the next step. Setting it changes that of all later steps; a schedule goes on from there. Where the schedule's factor is 0
   * now, what is set is the learning rate that later factors multiply, and it reads as 0 until one of them is more.
   */
  learningRate: number;
  /** Ends the run after this step, as if it were done: the weights so far are kept, and evaluated. */
  stop(): void;
}

/** Functions that are called in the course of a run, all of them optional; a promise is waited for. */
export interface Callback {
  onTrainBegin?(control: Control): void | Promise<void>;
  onEpochBegin?(event: { readonly epoch: number; readonly epochs: number }, control: Control): void | Promise<void>;
  onBatchEnd?(event: BatchEvent, control: Control): void | Promise<void>;
  onEpochEnd?(event: EpochEvent, control: Control): void | Promise<void>;
  onWarning?(warning: Warning): void | Promise<void>;
  /** Also where the run was stopped early; not where it failed. */
  onTrainEnd?(control: Control): void | Promise<void>;
}

/** The names of all that a callback may have. */
export const hooks = [
  'onTrainBegin',
  'onEpochBegin',
  'onBatchEnd',
  'onEpochEnd',
  'onWarning',
  'onTrainEnd',
] as const satisfies readonly (keyof Callback)[];
