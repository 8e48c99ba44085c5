import type { Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/**
 * Values of a variable as a plain array that may be written to, and the variable following. On the cpu backend both are the
 * same memory, so that nothing is copied; elsewhere each change is uploaded as a new tensor, since WebAssembly keeps packed
 * copies of weights by their tensor.
 */
export interface SharedValues {
  /** The array, which holds what the variable holds now, changes of the program included. */
  read(): Float32Array;
  /** Makes the variable hold what the array holds. */
  write(): void;
  /** Makes the variable hold other values for a while. */
  show(values: Float32Array): void;
  /** Puts the array's back where others are shown. */
  hide(): void;
}

export function shareValues(variable: Variable): SharedValues {
  let values = new Float32Array(0);
  /** The tensor data that `values` stands for. The program may have assigned others since. */
  let known: object | undefined;
  let isShowing = false;

  const assign = (array: Float32Array) => {
    const tensor = tf.tensor(array, variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  };
  const write = () => {
    if (known === variable.dataId && isOnlyOwner(variable)) return; // the same memory
    // On the cpu backend another tensor may hold the old memory, which must not change under it.
    if (tf.getBackend() === 'cpu') values = values.slice();
    assign(values);
    known = variable.dataId;
  };
  const hide = () => {
    if (isShowing) write();
    isShowing = false;
  };
  return {
    read() {
      hide();
      if (known === variable.dataId) {
        if (tf.getBackend() === 'cpu' && !isOnlyOwner(variable)) write();
        return values;
      }
      values = Float32Array.from(variable.dataSync());
      write();
      return values;
    },
    write,
    show(other) {
      if (!isShowing) this.read(); // what the program has changed is not to be lost
      assign(other.slice());
      [known, isShowing] = [undefined, true];
    },
    hide,
  };
}

/** Whether no other tensor shares the memory of this one, and writing into the memory is writing into the tensor. */
function isOnlyOwner(variable: Variable): boolean {
  return tf.getBackend() === 'cpu' && (tf.backend() as unknown as { refCount(id: object): number }).refCount(variable.dataId) === 1;
}
