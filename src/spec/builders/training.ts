// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { LossSpec, OptimizerSpec, ScheduleSpec, MetricSpec } from './words.ts';

/** How a network is trained. What is left out has a default. */
export interface TrainingSpec {
  /** What is made small: a loss, or a list of one for each output. Default: the one that suits the target, or the last activation. */
  readonly loss?: LossSpec | readonly LossSpec[];
  /** How the weights are moved. Default: `'adam'`. */
  readonly optimizer?: OptimizerSpec;
  /** How the learning rate changes in the course of the run, step by step: a factor on the optimizer's. Default: it does not. */
  readonly schedule?: ScheduleSpec;
  /** Measured each epoch. Default: accuracy for a category, meanAbsoluteError for a number, none without a target. */
  readonly metrics?: readonly MetricSpec[];
  /** How often all rows are gone through. A positive integer. Default: `100`. */
  readonly epochs?: number;
  /** Rows in one step. A positive integer. Default: `32`. */
  readonly batchSize?: number;
  /** Share of the rows that is held out. A number >= 0 and < 1. Default: 0.2 with features, else 0. */
  readonly validationSplit?: number;
  /**
   * Rows that wait in memory to be drawn, of data that are read anew for each epoch. A positive integer. Default: 65536, or
   * as many as fit in 64 MB.
   */
  readonly shuffleBuffer?: number;
  /** Mixes the rows before each epoch. Default: `true`. */
  readonly shuffle?: boolean;
  /**
   * Ends the run when it no longer gets better. An object with options of earlyStopping, which may be empty: {}. Default: it
   * goes through all epochs.
   */
  readonly earlyStopping?: {
    /**
     * The number of each epoch that is watched, such as "val_loss" or "val_accuracy". Default: val_loss with rows held out,
     * else loss.
     */
    readonly monitor?: string;
    /**
     * Whether less or more is better. auto: as is right for the metric, which a function of the program must say itself.
     * Default: `'auto'`.
     */
    readonly mode?: 'auto' | 'min' | 'max';
    /** Epochs without a better one before the run ends. Default: `10`. */
    readonly patience?: number;
    /** By how much an epoch must be better to count. Default: `0`. */
    readonly minDelta?: number;
    /** Epochs at the start that are not watched. Default: `0`. */
    readonly startFromEpoch?: number;
    /** Ends with the weights of the best epoch, not of the last. Default: `true`. */
    readonly restoreBestWeights?: boolean;
  };
  /**
   * Ends with the weights of the best epoch by the number named, "val_loss" or { "monitor": "val_closeness", "mode": "max" };
   * true: by the one that earlyStopping watches. True, false, the name of a number of each epoch, or an object with monitor
   * and mode. Default: false.
   */
  readonly keepBest?:
    | boolean
    | string
    | {
        /** The number of each epoch that is watched, such as "val_loss". */
        readonly monitor: string;
        /**
         * Whether less or more is better. auto: as is right for the metric, which a function of the program must say itself.
         * Default: `'auto'`.
         */
        readonly mode?: 'auto' | 'min' | 'max';
      };
  /**
   * How much a row of each class counts in the loss of training, not in metrics nor in val_loss; "balanced": in inverse
   * proportion to how many it has. "balanced", or a weight for each class. Default: all alike.
   */
  readonly classWeight?: 'balanced' | Readonly<Record<string, number>>;
  /**
   * The column that says how much each row counts, in loss and metrics, a number >= 0; it may be a feature too. A text that
   * is not empty. Default: all alike.
   */
  readonly sampleWeight?: string;
  /** Decides weights, split, order and dropout. An integer >= 0. Default: drawn, and told in the result. */
  readonly seed?: number;
}
