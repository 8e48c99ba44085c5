import type { Variable } from '@tensorflow/tfjs-core';
import type { Drawing } from '../backend/drawn.ts';
import type { Attributes, TensorValues, ValueSlot } from './value.ts';

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'drawn'; readonly drawing: Drawing }
  /** And what was being computed when it was made. */
  | { readonly kind: 'constant'; readonly values: TensorValues['values']; readonly place?: string | undefined }
  | { readonly kind: 'computed' };

export interface Value extends ValueSlot {
  readonly origin: Origin;
}

/** One call of an operation of TensorFlow. Values are given by their places in the list of all. */
export interface Operation {
  readonly op: string;
  readonly inputs: readonly number[];
  readonly attributes: Attributes;
  readonly outputs: readonly number[];
  /** What it does where it is none of TensorFlow's, but ours. */
  readonly scan?: Scan;
}

/**
 * The same computation for each step in time. The operation reads what is carried from one step to the next, then what has one slice for
 * each, [steps, ...], then what is the same for all. It gives what is carried at the end, then what each step gave, [steps, ...].
 */
export interface Scan {
  readonly steps: number;
  /** How many of each there are. */
  readonly carried: number;
  readonly sliced: number;
  /** Of a step: from what is carried, the slices and the rest to what is carried on and what it gives. */
  readonly body: Recording;
}

/** All operations of TensorFlow, those of a step in time once. */
export const allOperations = ({ operations }: Recording): readonly Operation[] =>
  operations.flatMap((operation) => (operation.scan ? allOperations(operation.scan.body) : [operation]));

/** What a function computed, operation by operation of TensorFlow. */
export interface Recording {
  readonly values: readonly Value[];
  readonly operations: readonly Operation[];
  /** What was being computed at each, as it was recorded: `layer "wide"`. Default: nobody knows. */
  readonly places?: readonly (string | undefined)[];
  /** What the function gave; undefined where it gave no tensor. */
  readonly results: readonly (number | undefined)[];
  /** Variables that were given other values, and which, in that order. */
  readonly assigned: readonly { readonly variable: Variable; readonly value: number }[];
  /** Values that were drawn, in that order; -1 for one that nobody reads. */
  readonly drawn: readonly { readonly drawing: Drawing; readonly value: number }[];
}
