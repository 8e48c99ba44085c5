// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { NestedNumbers } from './words.ts';

/** Where a layer stands in the graph. */
export interface Placement {
  /**
   * The layer's name, by which others read it. A name of letters, digits and - _ . / that begins with a letter or digit.
   * Default: its type and a number, such as dense_1.
   */
  readonly id?: string;
  /** TensorFlow.js's word for id: write one of them. A name of letters, digits and - _ . / that begins with a letter or digit. */
  readonly name?: string;
  /**
   * What it reads: an id or a list of ids. The id of a layer or input, or a list of ids. Default: the layer before, or the
   * only input.
   */
  readonly from?: string | readonly string[];
}

/** What every layer may say beside its own options. */
export interface LayerBase extends Placement {
  /** Whether training changes its weights. Default: `true`. */
  readonly trainable?: boolean;
  /** Values that its weights begin with, one nested list of numbers for each weight. */
  readonly weights?: readonly NestedNumbers[];
  /**
   * On a first layer: sizes of one example, without the batch. The same as `input` of the network. A list, each a positive
   * integer or null.
   */
  readonly inputShape?: readonly (number | null)[];
  /** On a first layer: sizes of a batch, the number of rows first, null for any. A list, each a positive integer or null. */
  readonly batchInputShape?: readonly (number | null)[];
  /** On a first layer: rows of every batch. A positive integer. Default: any. */
  readonly batchSize?: number;
  /** On a first layer: type of the values that come in. Default: float32. */
  readonly dtype?: 'float32' | 'int32' | 'bool';
  /** On a first layer: an older name of dtype. */
  readonly inputDType?: 'float32' | 'int32' | 'bool';
}
