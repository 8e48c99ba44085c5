import type { KernelFunc, Variable } from '@tensorflow/tfjs-core';
import type { Drawing } from '../backend/drawn.ts';
import type { AnyPlanner, Slot, Values } from '../backend/kernels/planned.ts';

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'drawn'; readonly drawing: Drawing }
  /** And what was being computed when it was made. */
  | { readonly kind: 'constant'; readonly values: Values; readonly place?: string | undefined }
  | { readonly kind: 'computed' };

/** Numbers that operations read or make. Several tensors of the same values, in one shape or another, are one of these. */
export interface Value {
  readonly origin: Origin;
  readonly dtype: Slot['dtype'];
  readonly size: number;
}

/** One call of a kernel. Values are given by their places in the list of all. */
export interface Operation {
  /** What was being computed: `layer "wide"`, `the loss`. */
  readonly place?: string | undefined;
  readonly kernelName: string;
  readonly kernelFunc: KernelFunc;
  /** Plans it in the place of the kernel's planner, where it stands for several. */
  readonly planner?: AnyPlanner;
  /** By name; TF.js gives some kernels a list. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly isList: boolean;
  /** The shapes in which it reads them. */
  readonly slots: Readonly<Record<string, Slot>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly number[];
  readonly outputSlots: readonly Slot[];
}

/** What a function computed, kernel by kernel. */
export interface Recording {
  readonly values: readonly Value[];
  readonly operations: readonly Operation[];
  /** What the function gave; undefined where it gave no tensor. */
  readonly results: readonly (number | undefined)[];
  /** In which shapes. */
  readonly shapes: readonly (readonly number[] | undefined)[];
  /** Variables that were given other values, and which, in that order. */
  readonly assigned: readonly { readonly variable: Variable; readonly value: number }[];
  /** Values that were drawn, in that order. */
  readonly drawn: readonly { readonly drawing: Drawing; readonly value: number }[];
}
