import type { Values } from '../../optimizers/memory.ts';
import { argument } from '../builder.ts';
import type { Ref } from '../value.ts';

/** An array of an optimizer in a graph: a weight, a gradient or a slot. */
export interface GraphArray extends Values {
  /** What it is at this place of the graph while nodes are added; a loop that changes it puts another here. */
  ref: Ref;
}

/** What an optimizer remembers beside a weight: a number for each of its numbers. */
export interface GraphSlot {
  /** Among all slots, in order of making. */
  readonly index: number;
  /** That of the weight. */
  readonly shape: readonly number[];
  readonly size: number;
  /** What all its numbers are at first. */
  readonly start: number;
}

/** Where the values of slots are between steps. Asked for by snapshots and running means alone. */
export interface SlotStore {
  /** A copy. */
  read(slot: GraphSlot): Float32Array;
  /** Copies. */
  write(slot: GraphSlot, values: ArrayLike<number>): void;
}

/** A weight or a gradient, whose values an optimizer never reads outside of a loop. */
export const graphArray = (name: string, shape: readonly number[], size: number): GraphArray => ({
  ref: argument(name, { type: 'float32', shape }),
  length: size,
  slice: () => refuse(name),
  set: () => refuse(name),
});

function refuse(name: string): never {
  throw new Error(`internal: values of ${name} were wanted outside of the graph`);
}
