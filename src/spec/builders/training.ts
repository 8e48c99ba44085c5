// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { LossSpec, OptimizerSpec, MetricSpec } from './words.ts';

/** How a network is trained. What is left out has a default. */
export interface TrainingSpec {
  /** What is made small: a loss, or a list of one for each output. Default: the one that suits the target, or the last activation. */
  readonly loss?: LossSpec | readonly LossSpec[];
  /** How the weights are moved. Default: `'adam'`. */
  readonly optimizer?: OptimizerSpec;
  /** Measured each epoch. Default: accuracy for a category, meanAbsoluteError for a number, none without a target. */
  readonly metrics?: readonly MetricSpec[];
  /** How often all rows are gone through. A positive integer. Default: `100`. */
  readonly epochs?: number;
  /** Rows in one step. A positive integer. Default: `32`. */
  readonly batchSize?: number;
  /** Share of the rows that is held out. A number >= 0 and < 1. Default: 0.2 with features, else 0. */
  readonly validationSplit?: number;
  /** Mixes the rows before each epoch. Default: `true`. */
  readonly shuffle?: boolean;
  /** Decides weights, split, order and dropout. An integer >= 0. Default: drawn, and told in the result. */
  readonly seed?: number;
}
