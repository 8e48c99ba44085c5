import type { Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { forgetPacked, heapValues } from '../../backend/wasm/heap.ts';
import { arrayOf, peek, wasHandedOut, watchReads } from '../../backend/handedOut.ts';
import { writesTo } from '../../backend/writes.ts';
import { isOnlyOwner } from './isOnlyOwner.ts';

/**
 * Values of a variable as a plain array that may be written to, and the variable following. On the cpu backend and on WebAssembly
 * both are the same memory, so that nothing is copied; elsewhere each change is uploaded as a new tensor.
 */
export interface SharedValues {
  /** Takes over what the variable holds now, changes of the program included, as memory that nobody else has. */
  prepare(): void;
  /** The array, once it is prepared. On WebAssembly dead after the next tensor is made. */
  read(): Float32Array;
  /** Makes the variable hold what the array holds. */
  write(): void;
  /** Makes the variable hold other values for a while. */
  show(values: Float32Array): void;
  /** Puts the array's back where others are shown. */
  hide(): void;
}

export function shareValues(variable: Variable): SharedValues {
  const writes = writesTo(variable);
  /** On WebAssembly the last view of its memory. */
  let values: Float32Array = new Float32Array(0);
  /** The tensor data that we have made. The program may have assigned others since. */
  let known: object | undefined;
  /** Where it was made: TF.js moves it to another backend when that computes with it. */
  let place: object | undefined;
  /** What the variable holds by right, where others are shown. */
  let hidden: Float32Array | undefined;

  const assign = (array: Float32Array) => {
    const tensor = tf.tensor(array, variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  };
  const adopt = (array: Float32Array) => {
    // On the cpu backend the array becomes the memory. Others may keep what they are given as well, native bindings do, and clones,
    // casts and slices of it: what goes on changing must not be that.
    const isMemory = tf.getBackend() === 'cpu' || tf.getBackend() === 'wasm';
    assign(isMemory ? array : array.slice());
    known = variable.dataId;
    place = tf.backend();
    values = tf.getBackend() === 'wasm' ? new Float32Array(0) : array;
  };
  const hide = () => {
    if (hidden !== undefined) adopt(hidden);
    hidden = undefined;
  };
  /** Whether the cpu backend has other memory for it, after it was on another backend, or somebody else may have this. */
  const isElsewhere = () => tf.getBackend() === 'cpu' && (arrayOf(variable) !== values || wasHandedOut(variable));
  const prepare = () => {
    hide();
    watchReads();
    if (known !== variable.dataId || place !== tf.backend() || !isOnlyOwner(variable) || isElsewhere()) {
      adopt(Float32Array.from(peek(variable)));
    }
  };
  return {
    prepare,
    read: () => (values = heapValues(variable, values) ?? values),
    write() {
      writes.count++;
      if (tf.getBackend() === 'wasm') forgetPacked(variable);
      else if (tf.getBackend() !== 'cpu') adopt(values);
    },
    show(other) {
      if (hidden === undefined) hidden = Float32Array.from(peek(variable));
      assign(other.slice());
    },
    hide,
  };
}
