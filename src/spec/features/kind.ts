import type { Named } from '../named.ts';
import type { NormalisedInput } from '../normalised.ts';
import type { Normalised, Options } from '../option.ts';

/** A layer as it is written, before a network's own. */
export interface FrontLayer {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** A kind of column that the network reads: its options, and what can be told of it before any row is seen. */
export interface FeatureEntry<T extends string = string, O extends Options = Options> extends Named<T, O> {
  /** How many numbers a row becomes; null where only the data can tell. */
  width(options: Normalised<O>): number | null;
  /** Of a kind with an input of its own: that input, as far as it is known. It joins the others' vector where there is none. */
  input?(options: Normalised<O>): Omit<NormalisedInput, 'id'> | undefined;
  /**
   * The layers from its own input to a list of numbers, [batch, n], each reading the one before. An option of null is one that
   * only the data tell.
   * @param isAlone There is no other input: then what the network's own layers can do is left to them.
   */
  front?(options: Normalised<O>, input: Omit<NormalisedInput, 'id'>, isAlone: boolean): readonly FrontLayer[];
}

export const featureEntry = <const T extends string, const O extends Options>(entry: FeatureEntry<T, O>): FeatureEntry<T, O> => entry;
