import type { Feature } from '../../spec/features.ts';
import type { Column } from '../frame.ts';
import type { Fitter, Target } from '../fitter.ts';
import type { CellProblems } from '../problems.ts';

/** What every encoder of a feature says about itself. The rest is its kind's own, as plain JSON. */
export interface EncoderBase<Type extends string = string> {
  /** The feature: the column, where it reads one. */
  readonly name: string;
  readonly type: Type;
  /** The columns that it reads. Default: the one of its name. */
  readonly columns?: readonly string[];
}

/** One of the numbers that a cell becomes. */
export interface Part {
  /** Of what in the column: a level. Nothing where the number is the column. */
  readonly of?: string;
  /** Whether it has a size, so that it can be too large; else it is within 0..1 or -1..1. */
  readonly isNumber: boolean;
}

/** A kind of feature: the one place where it is told how columns become numbers. */
export interface FeatureKind<F extends Feature, E extends EncoderBase> {
  /**
   * The columns that it reads, in the order in which it is given them. Default: the one of its name.
   * @param free Columns of the table that the spec does not name.
   */
  columns?(name: string, feature: F, free: readonly string[]): readonly string[];
  /** Learns from the rows of training. `columns`: their names, as above. */
  fitter(name: string, feature: F, columns: readonly string[]): Fitter<E, readonly Column[]>;
  /** The numbers that a row becomes, in their order. */
  parts(encoder: E): readonly Part[];
  /** Of a kind with an input of its own: the shape of a row, which `parts` names value by value. */
  shape?(encoder: E): readonly number[] | undefined;
  /** Writes what the cells become, into zeros; what was not learned and cannot be read is a problem. */
  write(encoder: E, columns: readonly Column[], into: Target, problems: CellProblems): void;
}

/** The same of a kind that reads one column. */
export interface ColumnKind<F extends Feature, E extends EncoderBase> extends Pick<FeatureKind<F, E>, 'parts' | 'shape'> {
  fitter(name: string, feature: F): Fitter<E>;
  write(encoder: E, column: Column, into: Target, problems: CellProblems): void;
}

/** A kind that reads the one column of its name. */
export const ofOneColumn = <F extends Feature, E extends EncoderBase>(kind: ColumnKind<F, E>): FeatureKind<F, E> => ({
  fitter(name, feature) {
    const fitter = kind.fitter(name, feature);
    return {
      ...(fitter.isByRow ? { isByRow: true } : {}),
      add: ([column], problems) => fitter.add(column!, problems),
      finish: (problems) => fitter.finish(problems),
    };
  },
  parts: (encoder) => kind.parts(encoder),
  ...(kind.shape ? { shape: (encoder: E) => kind.shape!(encoder) } : {}),
  write: (encoder, [column], into, problems) => kind.write(encoder, column!, into, problems),
});
