import type { Tensor } from '@tensorflow/tfjs-core';
import { heapValues } from '../../backend/wasm/heap.ts';
import type { OptimizerMemory, Slots } from '../../optimizers/memory.ts';
import type { Gradients, Parameter } from '../../optimizers/optimizer.ts';
import { isOnlyOwner } from './isOnlyOwner.ts';

/**
 * Gradients as arrays that an optimizer may write over, in its memory: those that are, as they are, and copies of the others. Where there
 * is none, there is none.
 */
export interface GradientArrays {
  /**
   * @param tensors One for each parameter.
   * @param loss What they were computed from: tensors older than it may be the program's.
   */
  ofTensors(tensors: readonly (Tensor | undefined)[], loss: Tensor): Gradients;
  ofArrays(arrays: Gradients): Gradients;
}

export function createGradients(parameters: readonly Parameter[], memory: OptimizerMemory): GradientArrays {
  /** Of one array each, where one was needed. */
  const copies: Slots[] = [];
  const isOurs: boolean[] = [];
  /** What is handed on, the same list in each step. */
  const all: (Float32Array | undefined)[] = [];
  const reserve = (i: number) => {
    copies[i] ??= memory.makeSlots([parameters[i]!]);
  };
  const copy = (i: number, values: ArrayLike<number>): Float32Array => {
    const array = copies[i]![0]!;
    array.set(values);
    return array;
  };
  const isInside = (array: Float32Array | undefined) => array === undefined || memory.holds(array);
  return {
    ofTensors(tensors, loss) {
      for (let i = 0; i < parameters.length; i++) {
        isOurs[i] = isLeft(tensors[i], loss);
        if (tensors[i] !== undefined && !isOurs[i]) reserve(i);
      }
      // All memory is taken before there are views of it, since it may move.
      memory.settle();
      for (let i = 0; i < parameters.length; i++) {
        const tensor = tensors[i];
        if (tensor === undefined) all[i] = undefined;
        else if (isOurs[i]) all[i] = heapValues(tensor)!;
        else all[i] = copy(i, heapValues(tensor) ?? tensor.dataSync());
      }
      return all;
    },
    ofArrays(arrays) {
      if (arrays.every(isInside)) return arrays;
      const places = arrays.map((array) => (isInside(array) ? array?.byteOffset : undefined));
      const outside = arrays.flatMap((array, i) => (isInside(array) ? [] : [i]));
      outside.forEach(reserve);
      memory.settle();
      const { buffer } = copies[outside[0]!]![0]!;
      return arrays.map((array, i) => {
        const place = places[i];
        // In plain JavaScript each has memory of its own.
        if (array === undefined || memory.holds(array)) return array;
        // The memory may have moved just now, by which the views given would be dead.
        return place === undefined ? copy(i, array) : new Float32Array(buffer, place, parameters[i]!.size);
      });
    },
  };
}

/** Whether a gradient's values, in WebAssembly's memory, are of no more use to anybody. */
const isLeft = (tensor: Tensor | undefined, loss: Tensor): boolean =>
  tensor !== undefined && heapValues(tensor) !== undefined && tensor.id > loss.id && !tensor.kept && isOnlyOwner(tensor);
