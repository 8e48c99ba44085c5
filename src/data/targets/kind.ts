import type { Target as TargetSpec } from '../../spec/target.ts';
import type { EncoderBase } from '../features/kind.ts';
import type { Fitter, Target } from '../fitter.ts';
import type { Column } from '../frame.ts';
import type { CellProblems } from '../problems.ts';

/** One answer: `{ species: 'setosa', probabilities: { setosa: 0.99, ... } }` or `{ price: 12.5 }`. */
export type Answer = Readonly<Record<string, unknown>>;

/** A kind of target: the one place where it is told how a column is learned and answered. */
export interface TargetKind<T extends TargetSpec, E extends EncoderBase> {
  /** Learns from the rows of training. */
  fitter(name: string, target: T): Fitter<E>;
  /** How many numbers the target of a row becomes, which is how many the network answers. */
  width(encoder: E): number;
  /** Writes what the network should answer; a cell that it cannot is a problem. */
  write(encoder: E, column: Column, into: Target, problems: CellProblems): void;
  /** What the numbers mean that the network answered for one row, [width]. */
  decode(encoder: E, output: Float32Array): Answer;
  /** Numbers in the column's own units, of many rows; absent where what the network reads and answers is measured as it is. */
  toUnits?(encoder: E, values: ArrayLike<number>): Float64Array;
}
