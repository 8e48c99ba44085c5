import { arrayLoops } from './arrayLoops.ts';
import type { Loops } from './loops.ts';
import type { Parameter } from './optimizer.ts';

/** A number beside each number of the weights, in the order of the parameters. */
export type Slots = readonly Float32Array[];

/** Where an optimizer keeps what it remembers, and the loops that run there. It belongs to one optimizer. */
export interface OptimizerMemory {
  readonly loops: Loops;
  /** Arrays filled with `start`. The list is the same for good; the arrays in it are there after `settle`, which may put others in place. */
  makeSlots(parameters: readonly Pick<Parameter, 'size'>[], start?: number): Slots;
  /** Takes the memory that slots want, and views it anew where it has moved. Cheap where nothing has changed. */
  settle(): void;
  /** Whether the loops can run over an array. */
  holds(values: Float32Array): boolean;
  /** Frees all slots. */
  dispose(): void;
}

/** Arrays of their own, for loops in plain JavaScript. */
export const arrayMemory = (): OptimizerMemory => ({
  loops: arrayLoops,
  makeSlots: (parameters, start = 0) => parameters.map(({ size }) => new Float32Array(size).fill(start)),
  settle: () => undefined,
  holds: () => true,
  dispose: () => undefined,
});
