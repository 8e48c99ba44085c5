import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './layerClass.ts';

/**
 * The operations that TF.js's own layers, gradients and metrics, and tfjs-node, call as methods of a tensor (`x.reshape(...)`). Only
 * the umbrella package brings these methods, which takes five times as long to load; without them LSTM and GRU cannot even be built.
 */
const methods = [
  'add', 'cast', 'div', 'equal', 'floorDiv', 'max', 'mean', 'min', 'mul', 'reshape', 'sign', 'slice', 'split', 'square', 'squeeze',
  'stridedSlice', 'sub', 'sum', 'transpose',
] as const; // prettier-ignore

/** Gives tensors those methods, where they lack them. */
export function addChainedOps(tf: Tf): void {
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
  for (const name of methods) {
    const operation = tf[name] as (...values: unknown[]) => unknown;
    prototype[name] ??= function (this: unknown, ...values: unknown[]) {
      return operation(this, ...values);
    };
  }
  for (const [name, dtype] of [['toFloat', 'float32'], ['toInt', 'int32']] as const) {
    prototype[name] ??= function (this: Tensor) {
      return tf.cast(this, dtype);
    };
  } // prettier-ignore
  prototype['flatten'] ??= function (this: Tensor) {
    return tf.reshape(this, [this.size]);
  };
}
