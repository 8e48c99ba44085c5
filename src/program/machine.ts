import type { Variable } from '@tensorflow/tfjs-core';
import type { Drawing } from '../backend/drawn.ts';
import type { Slot, Values } from '../backend/kernels/planned.ts';
import type { Fusions } from './fuse.ts';
import type { Operation } from './recording.ts';

/** What a backend gives to programs. */
export interface Machine<Place> {
  /** Takes memory of so many bytes, until it is disposed of. */
  start(bytes: number): Memory<Place>;
  /** What its kernels compute in one pass where TF.js takes several. */
  readonly fusions?: Fusions;
}

export interface Numbers {
  readonly dtype: Slot['dtype'];
  readonly size: number;
}

/** The memory of one program, in which the kernels of its backend work. */
export interface Memory<Place> {
  /** The place of numbers that begin so many bytes behind its own beginning. */
  at(offset: number, numbers: Numbers): Place;
  /** The address of a place for whole numbers of 32 bits, which are written there; 0 where kernels know no addresses. */
  address(offset: number, table?: readonly number[]): number;
  /** Where the values of a variable lie now. */
  placeOf(variable: Variable): Place;
  /** Numbers as they lie there. Once the memory has moved, it is empty. */
  view(place: Place, numbers: Numbers): Values;
  draw(place: Place, drawing: Drawing, key: number, size: number): void;
  /** Has a kernel that has no plan run as TF.js runs it, and copies its answers to their places. */
  call(operation: Operation, inputs: Readonly<Record<string, Place>>, outputs: readonly Place[]): Bound;
  /** Gives a variable the values that lie there. */
  assign(variable: Variable, place: Place, numbers: Numbers): void;
  dispose(): void;
}

/** An operation bound to places. */
export interface Bound {
  /** Its pieces, to be called one after the other. One answers false where the values are such as it does not do. */
  readonly pieces: readonly (() => unknown)[];
  /** Frees what it holds, once it is not to be run any more. */
  readonly release?: () => void;
}

/** Whether tensors have the shapes that they had when they were recorded: those of a few kernels depend on values. */
export const haveShapes = (tensors: readonly Pick<Slot, 'shape'>[], slots: readonly Slot[]): boolean =>
  tensors.every(({ shape }, i) => shape.length === slots[i]!.shape.length && shape.every((size, axis) => size === slots[i]!.shape[axis]));

/** A view of numbers that begin so many bytes behind the beginning of a block. */
export function valuesIn(buffer: ArrayBufferLike, offset: number, { dtype, size }: Numbers): Values {
  if (dtype === 'float32') return new Float32Array(buffer, offset, size);
  return dtype === 'int32' ? new Int32Array(buffer, offset, size) : new Uint8Array(buffer, offset, size);
}

export const bytesOf = ({ dtype, size }: Numbers): number => (dtype === 'bool' ? size : 4 * size);
