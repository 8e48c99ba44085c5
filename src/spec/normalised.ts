import type { DType, Shape } from './shape.ts';

/**
 * The spec with nothing left to guess: shorthand written out, defaults filled in, layers in an order in which each
 * comes after what it reads. Everything after the check reads this form only.
 */
export interface NormalisedInput {
  readonly id: string;
  /** Without the batch; null is a size that varies. */
  readonly shape: Shape;
  readonly dtype: DType;
  /** Rows of every batch, where the network fixes it (layers that keep their state need it). */
  readonly batchSize?: number;
  /**
   * It holds numbers of levels, whole ones from 0, which is a level of which nothing is known: how many numbers there are; null
   * where only the data tell.
   */
  readonly levels?: number | null;
}

export interface NormalisedLayer {
  readonly id: string;
  /** A key of `layerKinds`, or the name of a registered layer. */
  readonly type: string;
  /** Ids of the inputs or layers that it reads. */
  readonly from: readonly string[];
  /** Arguments with defaults filled in, TF.js's own names. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The id of the earlier layer whose weights this one uses; its type and options are those of that layer. */
  readonly sharedWith?: string;
  /** Where it was written: `network.layers[2]`. */
  readonly path: string;
}

export interface NormalisedOutput {
  readonly name: string;
  readonly from: string;
}

export interface NormalisedNetwork {
  readonly inputs: readonly NormalisedInput[];
  readonly layers: readonly NormalisedLayer[];
  readonly outputs: readonly NormalisedOutput[];
}

/** A name with its arguments: `{ type: 'adam', learningRate: 0.001, ... }`. */
export interface NamedValue {
  readonly type: string;
  readonly [option: string]: unknown;
}

export interface NormalisedTraining {
  /** One for each output. */
  readonly loss: readonly NamedValue[];
  readonly optimizer: NamedValue;
  readonly schedule?: NamedValue;
  readonly metrics: readonly NamedValue[];
  readonly epochs: number;
  readonly batchSize: number;
  /** Share of the rows that is held out, 0 for none. */
  readonly validationSplit: number;
  /** Share of the rows that is for the last evaluation alone. */
  readonly testSplit: number;
  /** How rows are parted. */
  readonly split?: NamedValue;
  readonly shuffle: boolean;
  /** Rows that wait to be drawn, of data that are streamed. */
  readonly shuffleBuffer?: number;
  readonly earlyStopping?: NormalisedEarlyStopping;
  /** The number that says which epoch is best, or true for the one that earlyStopping watches. */
  readonly keepBest?: boolean | MonitoredNumber;
  /** By the name of the class, or its number for arrays. */
  readonly classWeight?: 'balanced' | Readonly<Record<string, number>>;
  /** A column. */
  readonly sampleWeight?: string;
  readonly seed?: number;
}

/** Whether less or more of a number is better; auto: as the metric of its name has it. */
export type Mode = 'auto' | 'min' | 'max';

/** A number of each epoch that is watched. */
export interface MonitoredNumber {
  readonly monitor: string;
  readonly mode: Mode;
}

export interface NormalisedEarlyStopping {
  readonly monitor?: string;
  readonly mode: Mode;
  readonly patience: number;
  readonly minDelta: number;
  readonly startFromEpoch: number;
  readonly restoreBestWeights: boolean;
}

/** How far a network looks back and ahead along series of rows. */
export interface NormalisedForecast {
  readonly window: number;
  readonly horizon: number;
  /** A column. */
  readonly time: string;
  /** A column; absent where all rows are one series. */
  readonly series?: string;
  /** Features that are known in advance, beside those of the time column. */
  readonly known: readonly string[];
  readonly relative: 'last' | 'none';
  /** Steps; absent where the steps of time tell it. */
  readonly season?: number;
}

export interface NormalisedModel {
  readonly netspec: 1;
  readonly name?: string;
  readonly notes?: Readonly<Record<string, string>>;
  readonly forecast?: NormalisedForecast;
  /** Of a forecast there may be none: {}. */
  readonly features?: Readonly<Record<string, NamedValue>>;
  readonly target?: Readonly<Record<string, NamedValue>>;
  readonly network: NormalisedNetwork;
  readonly training: NormalisedTraining;
}

/** What the data tell about a spec with features: known after the encoders are fitted. */
export interface KnownColumns {
  /** What the features become, in the order of the network's inputs. */
  readonly inputs: readonly NormalisedInput[];
  /** How categories are encoded, those too whose spec leaves it to the data. */
  readonly encodings?: Readonly<Record<string, 'oneHot' | 'embedding'>>;
  /** Number of classes of each target; null for one that has none. */
  readonly classes: Readonly<Record<string, number | null>>;
}
