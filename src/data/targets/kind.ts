import type { MeasuredOutput } from '../../metrics/output.ts';
import type { Task } from '../../metrics/task.ts';
import type { Target as TargetSpec } from '../../spec/target.ts';
import type { Conversion } from '../conversion.ts';
import type { EncoderBase } from '../features/kind.ts';
import type { Fitter, Target } from '../fitter.ts';
import type { Column } from '../frame.ts';
import type { CellProblems } from '../problems.ts';

/**
 * One answer: `{ species: 'setosa', probabilities: { setosa: 0.99, ... } }` or `{ price: 12.5 }`. Of several targets what stands
 * beside the answers is by column: `{ price: 12.5, sold: 'yes', probabilities: { sold: { yes: 0.8, no: 0.2 } } }`.
 */
export type Answer = Readonly<Record<string, unknown>>;

/** What is answered for one target. */
export interface Decoded {
  readonly value: unknown;
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly quantiles?: Readonly<Record<string, number>>;
}

/** A kind of target: the one place where it is told how a column is learned and answered. */
export interface TargetKind<T extends TargetSpec, E extends EncoderBase> {
  /** Learns from the rows of training. */
  fitter(name: string, target: T): Fitter<E>;
  /** How many numbers the target of a row becomes, which is how many the network answers. */
  width(encoder: E): number;
  /** Writes what the network should answer; a cell that it cannot is a problem. */
  write(encoder: E, column: Column, into: Target, problems: CellProblems): void;
  /** What the numbers mean that the network answered for one row, [width]. */
  decode(encoder: E, output: Float32Array): Decoded;
  /** What `write` wrote as numbers that metrics and reports measure, of many rows; absent where they measure it as it is. */
  toUnits?(encoder: E, values: ArrayLike<number>): Float64Array;
  /** The same of what the network answered. Default: `toUnits`. */
  answersToUnits?(encoder: E, values: ArrayLike<number>): Float64Array;
  /** By what metrics and reports judge it. */
  task(encoder: E): Task;
  /** What metrics take the answer for that `answersToUnits` makes, where it is not what the network answers. */
  measured?(encoder: E): MeasuredOutput;
  /** The classes or labels by name, where it has some. */
  classes?(encoder: E): readonly string[];
  /** One encoder in whose terms the answers to all of them can be told. */
  combine(all: readonly E[]): E;
  /** From an answer in terms of one to the same in terms of one that knows as much or more. */
  convert(from: E, to: E): Conversion;
}
