import type { Feature } from '../../spec/features.ts';
import type { Column } from '../frame.ts';
import type { Fitter, Target } from '../fitter.ts';
import type { CellProblems } from '../problems.ts';

/** What every encoder of a feature says about itself. The rest is its kind's own, as plain JSON. */
export interface EncoderBase<Type extends string = string> {
  /** The column. */
  readonly name: string;
  readonly type: Type;
}

/** One of the numbers that a cell becomes. */
export interface Part {
  /** Of what in the column: a level. Nothing where the number is the column. */
  readonly of?: string;
  /** Whether it has a size, so that it can be too large; else it is 0 or 1. */
  readonly isNumber: boolean;
}

/** A kind of feature: the one place where it is told how a column becomes numbers. */
export interface FeatureKind<F extends Feature, E extends EncoderBase> {
  /** Learns from the rows of training. */
  fitter(name: string, feature: F): Fitter<E>;
  /** The numbers that a cell becomes, in their order. */
  parts(encoder: E): readonly Part[];
  /** Writes what the cells become; what was not learned and cannot be read is a problem. */
  write(encoder: E, column: Column, into: Target, problems: CellProblems): void;
}
