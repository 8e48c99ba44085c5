import type { Stateful } from '../snapshot.ts';
import type { OptimizerMemory, Values } from './memory.ts';
import type { Parameter } from './optimizer.ts';

/** What a gradient does to the weights: the end of a chain, in one pass over each variable. */
export interface Move<A = Float32Array> {
  /** Begins a step: counts it. */
  begin?(): void;
  /**
   * weight = (1 - lost) * weight - rate * what is made of the gradient
   * @param index Of the parameter.
   */
  apply(index: number, weight: A, gradient: A, rate: number, lost: number): void;
  /**
   * What it remembers, as snapshots have it: they are of the time when what is one pass now was a chain of links, of which the learning
   * rate and the last, that changed the weights, remembered `nothing`.
   */
  readonly links: readonly Stateful[];
}

/** What a move is made for. */
export interface Place<A extends Values = Float32Array> {
  readonly parameters: readonly Parameter[];
  readonly memory: OptimizerMemory<A>;
}

/** A link without memory. */
export const nothing: Stateful = { save: () => null, restore: () => undefined };
