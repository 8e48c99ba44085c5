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
  /**
   * Measured each epoch; of several targets each by what suits it. Default: what suits the target, such as accuracy for a
   * category and meanAbsoluteError for a number; none without a target.
   */
  readonly metrics?: readonly MetricSpec[];
  /** How often all rows are gone through. A positive integer. Default: `100`. */
  readonly epochs?: number;
  /**
   * Rows in one step. Where an input has a "batchSize", that is the default, and no other goes. A positive integer. Default:
   * `32`.
   */
  readonly batchSize?: number;
  /** Share of the rows that is held out. A number >= 0 and < 1. Default: 0.2 with features, else 0. */
  readonly validationSplit?: number;
  /**
   * Share of the rows that nothing but the last evaluation looks at; what is held out besides watches the run. A number >= 0
   * and < 1. Default: `0`.
   */
  readonly testSplit?: number;
  /** How the rows are parted. A way to split. Default: by chance, with classes each in proportion. */
  readonly split?:
    | 'random'
    | 'stratified'
    | {
        /** By chance. */
        readonly type: 'random';
      }
    | {
        /** By chance, each class of the target in proportion. */
        readonly type: 'stratified';
      }
    | {
        /** By chance, rows that have the same in a column together. */
        readonly type: 'group';
        /** The column: a customer, a patient, a place. */
        readonly column: string;
      }
    | {
        /** By time: the latest rows are the test, those before them are held out, the earliest are trained on. */
        readonly type: 'time';
        /** The column of dates or numbers. */
        readonly column: string;
      }
    | {
        /** By the row's key alone, whatever the seed: a row stays where it is when others are added. */
        readonly type: 'key';
        /** The column that tells one row from another. */
        readonly column: string;
      }
    | {
        /** As a column says: train, validation or test. The shares are not used. */
        readonly type: 'column';
        /** The column. */
        readonly column: string;
      };
  /**
   * Rows that wait in memory to be drawn, of data that are read anew for each epoch. A positive integer. Default: 65536, or
   * as many as fit in 64 MB.
   */
  readonly shuffleBuffer?: number;
  /** Mixes the rows before each epoch. Where layers carry states from batch to batch the default is false. Default: `true`. */
  readonly shuffle?: boolean;
  /**
   * Ends the run when it no longer gets better. An object with options of earlyStopping, which may be empty: {}. Default: it
   * goes through all epochs.
   */
  readonly earlyStopping?: {
    /**
     * The number of each epoch that is watched, such as "val_loss" or "val_accuracy". Default: val_loss with rows held out,
     * else loss, whatever keepBest names.
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
   * proportion to how many it has. A class that is left out counts 1. "balanced", or a weight for each class. Default: all
   * alike.
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
