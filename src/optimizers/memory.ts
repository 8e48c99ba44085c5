import { arrayLoops } from './arrayLoops.ts';
import type { Loops } from './loops.ts';
import type { Parameter } from './optimizer.ts';

/** What snapshots need of the arrays that an optimizer goes over: Float32Array has it. */
export interface Values {
  readonly length: number;
  /** A copy of the numbers. */
  slice(): Float32Array;
  set(values: ArrayLike<number>): void;
}

/** A number beside each number of the weights, in the order of the parameters. */
export type Slots<A = Float32Array> = readonly A[];

/** Where an optimizer keeps what it remembers, and the loops that run there. It belongs to one optimizer. */
export interface OptimizerMemory<A extends Values = Float32Array> {
  readonly loops: Loops<A>;
  /**
   * Whether the shares that Adam keeps are rounded to 32 bits, as TensorFlow's operation takes them: the rest of 1 is then a number of 32
   * bits, too. Default: false.
   */
  readonly rounds?: boolean;
  /** Arrays filled with `start`. The list is the same for good; the arrays in it are there after `settle`, which may put others in place. */
  makeSlots(parameters: readonly Pick<Parameter, 'size' | 'shape'>[], start?: number): Slots<A>;
  /** Takes the memory that slots want, and views it anew where it has moved. Cheap where nothing has changed. */
  settle(): void;
  /** Whether the loops can run over an array. */
  holds(values: A): boolean;
  /** Frees all slots. */
  dispose(): void;
}

/** Arrays of their own, for loops in plain JavaScript. */
export const arrayMemory = ({ rounds = false }: Pick<OptimizerMemory, 'rounds'> = {}): OptimizerMemory => ({
  loops: arrayLoops,
  rounds,
  makeSlots: (parameters, start = 0) => parameters.map(({ size }) => new Float32Array(size).fill(start)),
  settle: () => undefined,
  holds: () => true,
  dispose: () => undefined,
});
