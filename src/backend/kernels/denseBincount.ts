import type { KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Repair } from './repair.ts';

/** What a kernel uses of tfjs-node's backend. */
interface NativeBackend {
  readonly binding: { readonly TF_ATTR_TYPE: number; readonly TF_ATTR_BOOL: number; readonly TF_INT32: number; readonly TF_FLOAT: number };
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly TensorInfo[]): Tensor;
}

/**
 * Counts how often each whole number below `size` occurs in a row, or adds up weights by it: the layer categoryEncoding. tfjs-node
 * 4.22 has no kernel for it, though TensorFlow has. [rows, n] -> [rows, size], [n] -> [size].
 */
export const denseBincount: Repair = {
  kernelName: 'DenseBincount',
  backends: ['tensorflow'],
  make: () =>
    (({ inputs, attrs, backend }) => {
      const { x, weights } = inputs as unknown as { readonly x: TensorInfo; readonly weights: TensorInfo };
      const { size, binaryOutput } = attrs as unknown as { readonly size: number; readonly binaryOutput: boolean };
      const { binding, executeSingleOutput } = backend as unknown as NativeBackend;
      const attributes = [
        { name: 'Tidx', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
        { name: 'T', type: binding.TF_ATTR_TYPE, value: weights.dtype === 'int32' ? binding.TF_INT32 : binding.TF_FLOAT },
        { name: 'binary_output', type: binding.TF_ATTR_BOOL, value: binaryOutput },
      ];
      return tf.tidy(() => executeSingleOutput.call(backend, 'DenseBincount', attributes, [x, tf.scalar(size, 'int32'), weights]));
    }) as KernelFunc,
};
