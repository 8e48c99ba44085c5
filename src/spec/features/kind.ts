import type { Named } from '../named.ts';
import type { Normalised, Options } from '../option.ts';

/** A kind of column that the network reads: its options, and what can be told of it before any row is seen. */
export interface FeatureEntry<T extends string = string, O extends Options = Options> extends Named<T, O> {
  /** How many numbers a row becomes; null where only the data can tell. */
  width(options: Normalised<O>): number | null;
}

export const featureEntry = <const T extends string, const O extends Options>(entry: FeatureEntry<T, O>): FeatureEntry<T, O> => entry;
