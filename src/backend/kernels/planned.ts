import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

/** A tensor without its values. */
export type Slot = Pick<TensorInfo, 'shape' | 'dtype'>;

/** Values of a tensor in plain JavaScript: floats, whole numbers, or truths. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** Where a kernel finds what it reads and puts what it makes: arrays in plain JavaScript, addresses on WebAssembly. */
export interface Places<Inputs extends string, Place> {
  /** By name, or in a list where TF.js gives a list. */
  readonly inputs: Readonly<Record<Inputs, Place>>;
  /** The first or only one that comes out; not cleared. */
  readonly output: Place;
  /** All of them, in the order of the plan's. */
  readonly outputs: readonly Place[];
  /** Bytes lent while it runs, at a multiple of 64; on WebAssembly alone. */
  readonly scratch: number;
  /** Where the plan's table lies; on WebAssembly alone. */
  readonly table: number;
}

/**
 * What a kernel is going to do, worked out once from shapes and attributes: run once by an operation of TF.js, and over and over again by
 * a program that was recorded.
 */
export interface KernelPlan<Inputs extends string, Place> {
  /** What comes out; a list where TF.js wants a list. */
  readonly output: Slot | readonly Slot[];
  /** The input whose values come out as they are, in another shape: an operation gives those themselves, and no program computes it. */
  readonly again?: string;
  /** Bytes that it needs while it runs. Default: 0. */
  readonly scratch?: number;
  /** Whole numbers of 32 bits that it reads while it runs, and leaves as they were. */
  readonly table?: readonly number[];
  /** @returns What computes, as often as it is called. Where it answers false, the values are such as it does not do, and nothing counts. */
  bind(places: Places<Inputs, Place>): () => unknown;
  /**
   * The same in pieces, to be called one after the other, of some milliseconds each: other work may have its turn in between. Default:
   * what it computes takes no longer, or cannot be cut.
   */
  bindPieces?(places: Places<Inputs, Place>): readonly (() => unknown)[];
}

/** Plans a kernel, or answers undefined for what it does not do. An input that TF.js does not give is undefined. */
export type Planner<Inputs extends string, Attributes, Place> = (
  inputs: Readonly<Record<Inputs, Slot>>,
  attrs: Attributes,
) => KernelPlan<Inputs, Place> | undefined;

/** A planner, whatever it reads. */
export type AnyPlanner = Planner<string, never, never>;

const planners = new WeakMap<KernelFunc, AnyPlanner>();

/** Says how the work of a kernel is planned. */
export function setPlanner<Inputs extends string, Attributes, Place>(
  kernelFunc: KernelFunc,
  planner: Planner<Inputs, Attributes, Place>,
): void {
  planners.set(kernelFunc, planner as unknown as AnyPlanner);
}

/** How the work of this kernel is planned, if it can be. */
export const plannerOf = <Place>(kernelFunc: KernelFunc): Planner<string, unknown, Place> | undefined =>
  planners.get(kernelFunc) as Planner<string, unknown, Place> | undefined;

/** What comes out, as a list. */
export const slotsOf = ({ output }: Pick<KernelPlan<string, unknown>, 'output'>): readonly Slot[] => (isList(output) ? output : [output]);

const isList = (output: Slot | readonly Slot[]): output is readonly Slot[] => Array.isArray(output);
